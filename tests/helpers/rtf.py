"""A small RTF with all that one may say."""

from __future__ import annotations

RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0
{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset134 SimSun;}}
{\colortbl;\red0\green0\blue0;}
{\stylesheet{\ql Normal;}{\s1\ql\b heading 1;}{\*\cs10 \additive Default;}}
{\info{\title Not read}}
{\*\generator Somebody;}
{\header \pard On every page\par}
\pard\s1\b Report\b0\par
\pard The {\b qui}{\b ck} fox\'e9 reads
 {\field{\*\fldinst HYPERLINK "http://example.org/"}{\fldrslt the manual}}
{\super{\footnote \pard A note}},
 \{see\} \u20013?\u25991?\f1\'d6\'d0\f0 .\par
\pard {\pict\pngblip\bin4 {{}}}\u-10179?\u-8704? and {\v hidden}not\line next\par
{\listtext\'b7\tab}\pard\ls1 An item\par
\pard\intbl one\cell two\cell\row
\pard\outlinelevel1 Second\par
\pard The end\emdash now\~then.
}
"""
