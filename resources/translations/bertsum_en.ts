<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ResultCard</name>
    <message numerus="yes">
        <source>%Ln sentence(s) may be wrong</source>
        <translation>
            <numerusform>%Ln sentence may be wrong</numerusform>
            <numerusform>%Ln sentences may be wrong</numerusform>
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
</TS>
