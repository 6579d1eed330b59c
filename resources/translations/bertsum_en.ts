<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CorrectionsView</name>
    <message numerus="yes">
        <source>%Ln correction(s) deleted</source>
        <translation>
            <numerusform>%Ln correction deleted</numerusform>
            <numerusform>%Ln corrections deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln correction(s) exported</source>
        <translation>
            <numerusform>%Ln correction exported</numerusform>
            <numerusform>%Ln corrections exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s) corrected by hand</source>
        <translation>
            <numerusform>%Ln sentence corrected by hand</numerusform>
            <numerusform>%Ln sentences corrected by hand</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them new</source>
        <translation>
            <numerusform>%Ln of them new</numerusform>
            <numerusform>%Ln of them new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln between languages that cannot be taught</source>
        <translation>
            <numerusform>%Ln between languages that cannot be taught</numerusform>
            <numerusform>%Ln between languages that cannot be taught</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more correction(s) needed before a model can learn from them. Some are held back to see what came of it, and fewer than {least} leave too little to learn from.</source>
        <translation>
            <numerusform>%Ln more correction is needed before a model can learn from them. Some are held back to see what came of it, and fewer than {least} leave too little to learn from.</numerusform>
            <numerusform>%Ln more corrections are needed before a model can learn from them. Some are held back to see what came of it, and fewer than {least} leave too little to learn from.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataRemoval</name>
    <message numerus="yes">
        <source>%Ln file(s), {size}. You can go on working.</source>
        <translation>
            <numerusform>%Ln file, {size}. You can go on working.</numerusform>
            <numerusform>%Ln files, {size}. You can go on working.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentWords</name>
    <message numerus="yes">
        <source>%Ln documents together</source>
        <translation>
            <numerusform>%Ln document together</numerusform>
            <numerusform>%Ln documents together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %Ln sentence(s)</source>
        <translation>
            <numerusform>{done} of %Ln sentence</numerusform>
            <numerusform>{done} of %Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minute(s) left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hour(s) left</source>
        <translation>
            <numerusform>about %Ln hour left</numerusform>
            <numerusform>about %Ln hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left as they are</source>
        <translation>
            <numerusform>%Ln left as it is</numerusform>
            <numerusform>%Ln left as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln may be wrong</source>
        <translation>
            <numerusform>%Ln may be wrong</numerusform>
            <numerusform>%Ln may be wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be translated</source>
        <translation>
            <numerusform>%Ln could not be translated</numerusform>
            <numerusform>%Ln could not be translated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Summarized: {chosen} of %Ln sentence(s)</source>
        <translation>
            <numerusform>Summarized: {chosen} of %Ln sentence</numerusform>
            <numerusform>Summarized: {chosen} of %Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsController</name>
    <message numerus="yes">
        <source>The first %Ln of them were taken.</source>
        <translation>
            <numerusform>The first %Ln of them was taken.</numerusform>
            <numerusform>The first %Ln of them were taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) left out</source>
        <translation>
            <numerusform>%Ln file left out</numerusform>
            <numerusform>%Ln files left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message numerus="yes">
        <source>{done} of %Ln done</source>
        <translation>
            <numerusform>{done} of %Ln done</numerusform>
            <numerusform>{done} of %Ln done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to be decided</source>
        <translation>
            <numerusform>%Ln to be decided</numerusform>
            <numerusform>%Ln to be decided</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>Translate %Ln document(s) into {language}</source>
        <translation>
            <numerusform>Translate %Ln document into {language}</numerusform>
            <numerusform>Translate %Ln documents into {language}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Summarize %Ln document(s)</source>
        <translation>
            <numerusform>Summarize %Ln document</numerusform>
            <numerusform>Summarize %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlossaryTerms</name>
    <message numerus="yes">
        <source>%Ln glossary term(s)</source>
        <translation>
            <numerusform>%Ln glossary term</numerusform>
            <numerusform>%Ln glossary terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{applied} of %Ln glossary term(s)</source>
        <translation>
            <numerusform>{applied} of %Ln glossary term</numerusform>
            <numerusform>{applied} of %Ln glossary terms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlossaryWindow</name>
    <message numerus="yes">
        <source>%Ln term(s) exported</source>
        <translation>
            <numerusform>%Ln term exported</numerusform>
            <numerusform>%Ln terms exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln term(s)</source>
        <translation>
            <numerusform>%Ln term</numerusform>
            <numerusform>%Ln terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln term(s) imported</source>
        <translation>
            <numerusform>%Ln term imported</numerusform>
            <numerusform>%Ln terms imported</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeatStrip</name>
    <message numerus="yes">
        <source>{count} of %Ln sentence(s) in the summary</source>
        <translation>
            <numerusform>{count} of %Ln sentence in the summary</numerusform>
            <numerusform>{count} of %Ln sentences in the summary</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>%Ln entry(s) deleted</source>
        <translation>
            <numerusform>%Ln entry deleted</numerusform>
            <numerusform>%Ln entries deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) exported</source>
        <translation>
            <numerusform>%Ln entry exported</numerusform>
            <numerusform>%Ln entries exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) from before are still there.</source>
        <translation>
            <numerusform>%Ln entry from before is still there.</numerusform>
            <numerusform>%Ln entries from before are still there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LengthSlider</name>
    <message numerus="yes">
        <source>{count} of %Ln sentence(s)</source>
        <translation>
            <numerusform>{count} of %Ln sentence</numerusform>
            <numerusform>{count} of %Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln new correction(s) to learn from</source>
        <translation>
            <numerusform>%Ln new correction to learn from</numerusform>
            <numerusform>%Ln new corrections to learn from</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OptionsPopup</name>
    <message numerus="yes">
        <source>%Ln rendering(s)</source>
        <translation>
            <numerusform>%Ln rendering</numerusform>
            <numerusform>%Ln renderings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Remembering</name>
    <message numerus="yes">
        <source>%Ln correction(s) remembered</source>
        <translation>
            <numerusform>%Ln correction remembered</numerusform>
            <numerusform>%Ln corrections remembered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them in place of an earlier one</source>
        <translation>
            <numerusform>%Ln of them in place of an earlier one</numerusform>
            <numerusform>%Ln of them in place of earlier ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message numerus="yes">
        <source>%Ln example(s): {training} to learn from, {held_back} held back to measure with</source>
        <translation>
            <numerusform>%Ln example: {training} to learn from, {held_back} held back to measure with</numerusform>
            <numerusform>%Ln examples: {training} to learn from, {held_back} held back to measure with</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message numerus="yes">
        <source>%Ln sentence(s) may be wrong</source>
        <translation>
            <numerusform>%Ln sentence may be wrong</numerusform>
            <numerusform>%Ln sentences may be wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remember %Ln correction(s), to teach a model with</source>
        <translation>
            <numerusform>Remember %Ln correction, to teach a model with</numerusform>
            <numerusform>Remember %Ln corrections, to teach a model with</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message numerus="yes">
        <source>%Ln token(s) a second</source>
        <translation>
            <numerusform>%Ln token a second</numerusform>
            <numerusform>%Ln tokens a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SentimentView</name>
    <message numerus="yes">
        <source>%Ln positive</source>
        <translation>
            <numerusform>%Ln positive</numerusform>
            <numerusform>%Ln positive</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided</source>
        <translation>
            <numerusform>%Ln undecided</numerusform>
            <numerusform>%Ln undecided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln negative</source>
        <translation>
            <numerusform>%Ln negative</numerusform>
            <numerusform>%Ln negative</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Join %Ln broken line(s)</source>
        <translation>
            <numerusform>Join %Ln broken line</numerusform>
            <numerusform>Join %Ln broken lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message numerus="yes">
        <source>My corrections (%Ln new)</source>
        <translation>
            <numerusform>My corrections (%Ln new)</numerusform>
            <numerusform>My corrections (%Ln new)</numerusform>
        </translation>
    </message>
</context>
</TS>
