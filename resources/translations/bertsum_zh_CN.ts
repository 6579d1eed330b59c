<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ActionBar</name>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>生成摘要</translation>
    </message>
    <message>
        <source>Read sentiment</source>
        <translation>分析情感</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>While typing</source>
        <translation>边输入边处理</translation>
    </message>
    <message>
        <source>Begin by itself after a short pause</source>
        <translation>停顿片刻后自动开始</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>BeforeAfterView</name>
    <message>
        <source>Your own texts, held back ({count})</source>
        <translation>您自己的文本（留出 {count} 条）</translation>
    </message>
    <message>
        <source>Corrections it was taught ({count})</source>
        <translation>它学过的修改（{count}）</translation>
    </message>
    <message>
        <source>General texts ({count})</source>
        <translation>通用文本（{count} 条）</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>训练后</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>95 % of resampled</source>
        <translation>95% 重采样区间</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>{first} to {last} of {all}</source>
        <translation>第 {first} 至 {last} 条，共 {all} 条</translation>
    </message>
    <message>
        <source>The Workspace translates with {name} now; the box above its panes leads back to another model.</source>
        <translation>工作区现在用 {name} 翻译；可在窗格上方的选择框中换回其他模型。</translation>
    </message>
    <message>
        <source>The Workspace offers {name} beside the other models.</source>
        <translation>工作区中现在可以选择 {name}，其他模型仍在。</translation>
    </message>
    <message>
        <source>Look at the figures and at the sentences. If you use it, it stands beside the other models, and can be taken out again at any time.</source>
        <translation>请看数据和句子。如果使用它，它会与其他模型并列，随时可以移除。</translation>
    </message>
    <message>
        <source>Look at the figures and at the sentences. If you use it, it stands beside the model it came from, and can be taken out again at any time.</source>
        <translation>请查看数据和例句。启用后，它与原来的模型并存，随时可以移除。</translation>
    </message>
    <message>
        <source>Only {count} corrections were held back: too few for figures to prove anything, so read the sentences. On those it was taught, figures only tell whether it took them in; on general texts, what it lost. If you use it, it can be taken out again at any time.</source>
        <translation>只留出了 {count} 处修改，数字不足以证明什么，请读一读句子。在学过的修改上，数字只说明它是否记住了；在通用文本上，则说明它丢了多少。使用后可以随时撤下。</translation>
    </message>
    <message>
        <source>It has hardly taken your corrections in.</source>
        <translation>它几乎没有学会您的修改。</translation>
    </message>
    <message>
        <source>It has taken your corrections in, but is worse on general texts.</source>
        <translation>它学会了您的修改，但在通用文本上变差了。</translation>
    </message>
    <message>
        <source>It has taken your corrections in, with no clear loss on general texts.</source>
        <translation>它学会了您的修改，在通用文本上没有明显变差。</translation>
    </message>
    <message>
        <source>Not better on your own texts.</source>
        <translation>在您自己的文本上没有变好。</translation>
    </message>
    <message>
        <source>No clear difference on your own texts, and worse on general ones.</source>
        <translation>在您自己的文本上没有明显差异，在通用文本上变差了。</translation>
    </message>
    <message>
        <source>No clear difference on your own texts.</source>
        <translation>在您自己的文本上没有明显差异。</translation>
    </message>
    <message>
        <source>Better on your own texts, a little worse on general ones.</source>
        <translation>在您自己的文本上变好了，在通用文本上略有变差。</translation>
    </message>
    <message>
        <source>Better on your own texts, and no clear loss on general ones.</source>
        <translation>在您自己的文本上变好了，在通用文本上没有明显损失。</translation>
    </message>
    <message>
        <source>Better on your own texts.</source>
        <translation>在您自己的文本上变好了。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Take it out again</source>
        <translation>移除此模型</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>例句</translation>
    </message>
    <message>
        <source>How to compare</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Blind vote</source>
        <translation>盲选</translation>
    </message>
    <message>
        <source>Choose the better one without knowing which model wrote it</source>
        <translation>在不知道出自哪个模型的情况下选出更好的</translation>
    </message>
    <message>
        <source>Samples before and after</source>
        <translation>训练前后的例句</translation>
    </message>
    <message>
        <source>Earlier samples</source>
        <translation>前面的例句</translation>
    </message>
    <message>
        <source>More samples</source>
        <translation>更多例句</translation>
    </message>
</context>
<context>
    <name>BlindVote</name>
    <message>
        <source>{place} of {all}</source>
        <extracomment>More would be asked of nobody at once.</extracomment>
        <translation>第 {place} 句，共 {all} 句</translation>
    </message>
    <message>
        <source>You preferred the new model {new} times and the earlier one {old} times; {same} times you saw no difference.</source>
        <translation>您有 {new} 次更喜欢新模型，{old} 次更喜欢原来的模型，{same} 次认为没有差别。</translation>
    </message>
    <message>
        <source>That is too close to tell it from luck.</source>
        <translation>差距太小，可能只是偶然。</translation>
    </message>
    <message>
        <source>The left one is better</source>
        <translation>左边更好</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差别</translation>
    </message>
    <message>
        <source>The right one is better</source>
        <translation>右边更好</translation>
    </message>
    <message>
        <source>Vote again</source>
        <translation>重新盲选</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>A training is at work</source>
        <translation>训练正在进行</translation>
    </message>
    <message>
        <source>It can go on without the window, and is found again on the Training page at the next start. Or it saves everything and stops, to go on later from there.</source>
        <translation>关闭窗口后训练可以继续，下次启动时可在“训练”页面找到它；也可以保存全部进度后停止，以后再从那里继续。</translation>
    </message>
    <message>
        <source>Leave it running</source>
        <translation>让它继续</translation>
    </message>
    <message>
        <source>Save and stop</source>
        <translation>保存并停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CorrectionList</name>
    <message>
        <source>Learned</source>
        <translation>已学会</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Cannot be taught</source>
        <translation>无法学习</translation>
    </message>
    <message>
        <source>{source} → {target}</source>
        <translation>{source} → {target}</translation>
    </message>
    <message>
        <source>The machine: {text}</source>
        <translation>机器译文：{text}</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>原句</translation>
    </message>
    <message>
        <source>Your translation</source>
        <translation>您的译文</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>CorrectionsView</name>
    <message numerus="yes">
        <source>%Ln correction(s) deleted</source>
        <translation>
            <numerusform>已删除 %Ln 处修改</numerusform>
        </translation>
    </message>
    <message>
        <source>Until this message is closed they can be brought back.</source>
        <translation>关闭此消息之前可以恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln correction(s) exported</source>
        <translation>
            <numerusform>已导出 %Ln 处修改</numerusform>
        </translation>
    </message>
    <message>
        <source>They are in {path}.</source>
        <translation>已保存到 {path}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s) corrected by hand</source>
        <translation>
            <numerusform>手动修改的句子：%Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them new</source>
        <translation>
            <numerusform>其中 %Ln 句是新的</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln between languages that cannot be taught</source>
        <translation>
            <numerusform>%Ln 句的语言无法学习</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning from them needs the full edition of BertSum. They are kept until then, and can be exported.</source>
        <translation>从修改中学习需要完整版 BertSum。在此之前修改会一直保留，也可以导出。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more correction(s) needed before a model can learn from them. Some are held back to see what came of it, and fewer than {least} leave too little to learn from.</source>
        <translation>
            <numerusform>还需要 %Ln 处修改，模型才能从中学习。其中几处要留出来看效果，少于 {least} 处，剩下的就太少了。</numerusform>
        </translation>
    </message>
    <message>
        <source>A training is at work. This one can begin when that has ended.</source>
        <translation>正在进行另一次训练，结束后才能开始。</translation>
    </message>
    <message>
        <source>A copy of {base} learns all of them anew, which takes some minutes, with general texts in between, so that it forgets little. One in five is held back to see what it makes of sentences it was not taught.</source>
        <translation>{base} 的副本会把所有修改重新学一遍，大约几分钟；其间混入通用文本，以免遗忘。每五处修改留出一处，用来看它如何翻译没学过的句子。</translation>
    </message>
    <message>
        <source>A model that you use has learned all of them.</source>
        <translation>已安装的模型学会了所有这些修改。</translation>
    </message>
    <message>
        <source>Export the corrections</source>
        <translation>导出修改</translation>
    </message>
    <message>
        <source>corrections.tsv</source>
        <translation>修改.tsv</translation>
    </message>
    <message>
        <source>Table (*.tsv)</source>
        <translation>表格 (*.tsv)</translation>
    </message>
    <message>
        <source>My corrections</source>
        <translation>我的修改</translation>
    </message>
    <message>
        <source>Learn from my corrections</source>
        <translation>从我的修改中学习</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Nothing is remembered yet</source>
        <translation>还没有记住任何修改</translation>
    </message>
    <message>
        <source>Write into a translation where you know better, and press Remember under it. A model can learn from what is remembered.</source>
        <translation>译文有不妥之处时，直接改动，再按下方的“记住”。模型可以从记住的修改中学习。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>CustomPreset</name>
    <message>
        <source>Passes over your texts</source>
        <translation>文本学习遍数</translation>
    </message>
    <message>
        <source>Steps at most</source>
        <translation>步数上限</translation>
    </message>
    <message>
        <source>General texts mixed in</source>
        <translation>混入的通用文本</translation>
    </message>
    <message>
        <source>Rank of adapters (LoRA)</source>
        <translation>适配器的秩（LoRA）</translation>
    </message>
    <message>
        <source>They keep the model from forgetting what it knows</source>
        <translation>用来防止模型忘记原来学到的内容</translation>
    </message>
    <message>
        <source>First choose sentences, then write abstracts</source>
        <translation>先学选句，再学写摘要</translation>
    </message>
    <message>
        <source>In two stages, as BertSumExtAbs learns: what was learned of choosing serves the writing. Without, both are learned together.</source>
        <translation>按 BertSumExtAbs 的方式分两个阶段：选句中学到的内容有助于写摘要。不勾选时两者一起学习。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Only small additions to the model learn, for less memory and disk; 16 is usual. Without, all of the model learns.</source>
        <translation>只训练附加在模型上的小矩阵，占用的内存和磁盘较少，常用 16；不使用时训练整个模型。</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>BertSum has written:</source>
        <translation>BertSum 写入的内容：</translation>
    </message>
    <message>
        <source>There is nothing.</source>
        <translation>没有任何内容。</translation>
    </message>
    <message>
        <source>Delete {much}</source>
        <translation>删除 {much}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Corrections you had remembered</source>
        <translation>记住的修改</translation>
    </message>
    <message>
        <source>Glossaries</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Names of the files opened last</source>
        <translation>最近打开的文件名</translation>
    </message>
    <message>
        <source>Place of the window</source>
        <translation>窗口位置</translation>
    </message>
    <message>
        <source>What stands in the window</source>
        <translation>窗口里的内容</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Prepared models</source>
        <translation>转换后的模型</translation>
    </message>
    <message>
        <source>Models you added</source>
        <translation>您添加的模型</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>您的数据</translation>
    </message>
    <message>
        <source>All that BertSum writes stays on this computer. You can see what there is, and delete it.</source>
        <translation>BertSum 写入的一切都保存在这台电脑上。您可以查看有哪些内容，并将其删除。</translation>
    </message>
    <message>
        <source>Delete all my data…</source>
        <translation>删除我的所有数据…</translation>
    </message>
    <message>
        <source>Also delete the models and training runs I added</source>
        <translation>同时删除我添加的模型和训练记录</translation>
    </message>
    <message>
        <source>This cannot be undone. Settings go back to those of a first start; prepared models are made again when they are needed. The text in the Workspace stays.</source>
        <translation>此操作无法撤销。设置会恢复为初次启动时的状态；转换后的模型会在需要时重新生成。工作区中的文字会保留。</translation>
    </message>
    <message>
        <source>Keep everything</source>
        <translation>全部保留</translation>
    </message>
</context>
<context>
    <name>DataRemoval</name>
    <message>
        <source>Not everything could be deleted</source>
        <translation>有些文件无法删除</translation>
    </message>
    <message>
        <source>Still there, in use or protected: {paths}</source>
        <translation>以下文件正在使用或受保护，仍未删除：{paths}</translation>
    </message>
    <message>
        <source>Your data was deleted</source>
        <translation>您的数据已删除</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s), {size}. You can go on working.</source>
        <translation>
            <numerusform>共 %Ln 个文件，{size}。您可以继续使用。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>NVIDIA GPU (CUDA)</source>
        <translation>NVIDIA 显卡（CUDA）</translation>
    </message>
    <message>
        <source>Apple GPU (Metal)</source>
        <translation>Apple 显卡（Metal）</translation>
    </message>
    <message>
        <source>no NVIDIA driver was found</source>
        <translation>未找到 NVIDIA 驱动程序</translation>
    </message>
    <message>
        <source>the NVIDIA driver shows none</source>
        <translation>NVIDIA 驱动程序未检测到显卡</translation>
    </message>
    <message>
        <source>PyTorch, which drives it, is not installed</source>
        <translation>未安装所需的 PyTorch</translation>
    </message>
    <message>
        <source>the installed PyTorch is built for the processor only</source>
        <translation>已安装的 PyTorch 仅支持处理器</translation>
    </message>
    <message>
        <source>{device} cannot be used: {reason}.</source>
        <translation>无法使用 {device}：{reason}。</translation>
    </message>
</context>
<context>
    <name>DocumentRow</name>
    <message>
        <source>Progress of {name}</source>
        <translation>{name} 的进度</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两个都保留</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Open result</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Show summary</source>
        <translation>查看摘要</translation>
    </message>
    <message>
        <source>How {name} is read…</source>
        <translation>{name} 的读取方式…</translation>
    </message>
    <message>
        <source>Show in folder: {name}</source>
        <translation>在文件夹中显示：{name}</translation>
    </message>
    <message>
        <source>Do not translate {name}</source>
        <translation>不翻译 {name}</translation>
    </message>
    <message>
        <source>Cancel {name}</source>
        <translation>取消 {name}</translation>
    </message>
    <message>
        <source>Take {name} off the list</source>
        <translation>从列表中移除 {name}</translation>
    </message>
</context>
<context>
    <name>DocumentWords</name>
    <message>
        <source>Waits to be translated into {language}</source>
        <translation>等待翻译成{language}</translation>
    </message>
    <message>
        <source>Stopping; what is done so far is kept…</source>
        <translation>正在停止，已完成的部分会保留…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents together</source>
        <translation>
            <numerusform>%Ln 篇文档合并</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}. {text}</source>
        <translation>{title}。{text}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %Ln sentence(s)</source>
        <translation>
            <numerusform>{done}/%Ln 句</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minute(s) left</source>
        <translation>
            <numerusform>约剩 %Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hour(s) left</source>
        <translation>
            <numerusform>约剩 %Ln 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits to be summarized</source>
        <translation>等待生成摘要</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Writing the new file…</source>
        <translation>正在写入新文件…</translation>
    </message>
    <message>
        <source>{name} is there already.</source>
        <translation>{name} 已存在。</translation>
    </message>
    <message>
        <source>Not translated</source>
        <translation>未翻译</translation>
    </message>
    <message>
        <source>Not summarized</source>
        <translation>未生成摘要</translation>
    </message>
    <message>
        <source>Translated into {language}: {name}</source>
        <translation>已翻译成{language}：{name}</translation>
    </message>
    <message>
        <source>Stopped. What was done by then is in {name}</source>
        <translation>已停止。此前完成的部分在 {name} 中</translation>
    </message>
    <message numerus="yes">
        <source>%Ln left as they are</source>
        <translation>
            <numerusform>%Ln 句保持原样</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln may be wrong</source>
        <translation>
            <numerusform>%Ln 句可能有误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be translated</source>
        <translation>
            <numerusform>%Ln 句无法翻译</numerusform>
        </translation>
    </message>
    <message>
        <source>Summarized: an abstract</source>
        <translation>已生成概述</translation>
    </message>
    <message numerus="yes">
        <source>Summarized: {chosen} of %Ln sentence(s)</source>
        <translation>
            <numerusform>已生成摘要：{chosen}/%Ln 句</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsController</name>
    <message>
        <source>One document at a time</source>
        <translation>一次只能处理一个文档</translation>
    </message>
    <message>
        <source>In this kind of work the page holds one text.</source>
        <translation>在这种模式下，页面只能容纳一篇文本。</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open the text of a file</source>
        <translation>打开文件的文本</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Open all documents of a folder</source>
        <translation>打开文件夹中的所有文档</translation>
    </message>
    <message>
        <source>Save summaries</source>
        <translation>保存摘要</translation>
    </message>
    <message>
        <source>summaries.md</source>
        <translation>摘要.md</translation>
    </message>
    <message>
        <source>These are very many documents</source>
        <translation>文档非常多</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln of them were taken.</source>
        <translation>
            <numerusform>只取了前 %Ln 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) left out</source>
        <translation>
            <numerusform>略过了 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>BertSum does not read this kind of file: {names}</source>
        <translation>BertSum 无法读取这类文件：{names}</translation>
    </message>
    <message>
        <source>Folder for the new file</source>
        <translation>存放新文件的文件夹</translation>
    </message>
    <message>
        <source>The file is no longer there</source>
        <translation>文件已不存在</translation>
    </message>
    <message>
        <source>{path} was moved or deleted.</source>
        <translation>{path} 已被移动或删除。</translation>
    </message>
    <message>
        <source>Your system has no program for this</source>
        <translation>系统中没有可以打开它的程序</translation>
    </message>
    <message>
        <source>You find it here: {path}</source>
        <translation>它在这里：{path}</translation>
    </message>
</context>
<context>
    <name>DocumentsMenu</name>
    <message>
        <source>Open documents…</source>
        <translation>打开文档…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Forget these files</source>
        <translation>清除最近打开的文件</translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message numerus="yes">
        <source>{done} of %Ln done</source>
        <translation>
            <numerusform>已完成 {done}/%Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln 个失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to be decided</source>
        <translation>
            <numerusform>%Ln 个待决定</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the documents</source>
        <translation>展开文档列表</translation>
    </message>
    <message>
        <source>Hide the documents</source>
        <translation>收起文档列表</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>How many are done</source>
        <translation>完成情况</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Take all that is over off the list; files stay</source>
        <translation>从列表中移除已结束的项目，文件会保留</translation>
    </message>
    <message>
        <source>Translate into</source>
        <translation>翻译成</translation>
    </message>
    <message>
        <source>Language to translate documents into</source>
        <translation>文档翻译的目标语言</translation>
    </message>
    <message>
        <source>For documents that have not begun</source>
        <translation>适用于尚未开始的文档</translation>
    </message>
    <message>
        <source>Translation only</source>
        <translation>仅译文</translation>
    </message>
    <message>
        <source>Below the original</source>
        <translation>译文在原文下方</translation>
    </message>
    <message>
        <source>Beside the original (Word)</source>
        <translation>原文与译文并排（Word）</translation>
    </message>
    <message>
        <source>What becomes of the original</source>
        <translation>原文的处理方式</translation>
    </message>
    <message>
        <source>The translation alone, below each passage of the original, or beside it in a table of a Word file; for documents that have not begun</source>
        <translation>只有译文、译文在每段原文下方，或在 Word 文件的表格中与原文并排；适用于尚未开始的文档</translation>
    </message>
    <message>
        <source>One summary of all</source>
        <translation>合为一份摘要</translation>
    </message>
    <message>
        <source>Summarize the documents of the list together, as if they were one</source>
        <translation>把列表中的文档当作一篇，合并摘要</translation>
    </message>
    <message>
        <source>Save summaries…</source>
        <translation>保存摘要…</translation>
    </message>
    <message>
        <source>All summaries of the list in one file</source>
        <translation>将列表中的所有摘要保存到一个文件</translation>
    </message>
    <message>
        <source>Open documents…</source>
        <translation>打开文档…</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>It repeats itself.</source>
        <translation>译文有重复。</translation>
    </message>
    <message>
        <source>It is short for its source; something may be missing.</source>
        <translation>译文比原文短很多，可能有遗漏。</translation>
    </message>
    <message>
        <source>It is long for its source; something may have been added.</source>
        <translation>译文比原文长很多，可能多出了内容。</translation>
    </message>
    <message>
        <source>It was copied, not translated.</source>
        <translation>这一句照抄了原文，没有翻译。</translation>
    </message>
    <message>
        <source>Its numbers are not those of the source.</source>
        <translation>译文中的数字与原文不一致。</translation>
    </message>
    <message>
        <source>The model was not sure of it.</source>
        <translation>模型对这一句没有把握。</translation>
    </message>
    <message>
        <source>This sentence may be wrong</source>
        <translation>这一句可能有误</translation>
    </message>
    <message>
        <source>You chose this rendering.</source>
        <translation>您选用了这种译法。</translation>
    </message>
    <message>
        <source>You edited this sentence.</source>
        <translation>您修改过这个句子。</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>This cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>These can be read: {kinds}</source>
        <translation>可读取：{kinds}</translation>
    </message>
    <message>
        <source>Left out: {names}</source>
        <translation>略过：{names}</translation>
    </message>
    <message>
        <source>Translate {name} into {language}</source>
        <translation>将 {name} 翻译成{language}</translation>
    </message>
    <message numerus="yes">
        <source>Translate %Ln document(s) into {language}</source>
        <translation>
            <numerusform>将 %Ln 个文档翻译成{language}</numerusform>
        </translation>
    </message>
    <message>
        <source>What is in {language} already is translated into {other}.</source>
        <translation>已是{language}的文档将翻译成{other}。</translation>
    </message>
    <message>
        <source>Summarize {name}</source>
        <translation>为 {name} 生成摘要</translation>
    </message>
    <message numerus="yes">
        <source>Summarize %Ln document(s)</source>
        <translation>
            <numerusform>为 %Ln 个文档生成摘要</numerusform>
        </translation>
    </message>
    <message>
        <source>Install the model {name}</source>
        <translation>安装模型 {name}</translation>
    </message>
    <message>
        <source>It is checked before.</source>
        <translation>安装前会先检查。</translation>
    </message>
    <message>
        <source>Each of them is read as a whole and gets a summary.</source>
        <translation>逐个通读全文，并分别生成摘要。</translation>
    </message>
    <message>
        <source>The whole of it is read, and its key sentences are shown.</source>
        <translation>通读全文，并标出关键句。</translation>
    </message>
    <message>
        <source>One document at a time</source>
        <translation>一次只能处理一个文档</translation>
    </message>
    <message>
        <source>Open the text of {name}</source>
        <translation>打开 {name} 的文本</translation>
    </message>
    <message>
        <source>Its sentiment is read then.</source>
        <translation>随后进行情感分析。</translation>
    </message>
    <message>
        <source>A translated copy is written beside each of them.</source>
        <translation>译文副本会写在各个原文件旁边。</translation>
    </message>
    <message>
        <source>A translated copy is written beside it: {copy}</source>
        <translation>译文副本会写在原文件旁边：{copy}</translation>
    </message>
    <message>
        <source>Only open its text</source>
        <translation>仅打开文本</translation>
    </message>
    <message>
        <source>To read and edit it here; no file is written.</source>
        <translation>在此阅读和编辑，不写入任何文件。</translation>
    </message>
</context>
<context>
    <name>FaultWindow</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>A fault of BertSum</source>
        <translation>BertSum 出错</translation>
    </message>
    <message>
        <source>Something went wrong inside BertSum</source>
        <translation>BertSum 内部出错</translation>
    </message>
    <message>
        <source>{title} ({count} times)</source>
        <translation>{title}（{count} 次）</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of your text. You can go on working. Your texts were saved: should BertSum end now, they come back with its next start. The report helps to find the fault; it holds nothing that you wrote.</source>
        <translation>这是程序的问题，与您的文本无关。您可以继续工作。您的文本已保存：即使 BertSum 现在退出，下次启动时也会恢复。下面的报告有助于查找问题，其中不含您写的任何内容。</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of your text. You can go on working; to be safe, copy what you need. The report helps to find the fault; it holds nothing that you wrote.</source>
        <translation>这是程序的问题，与您的文本无关。您可以继续工作；为保险起见，请先复制需要的内容。下面的报告有助于查找问题，其中不含您写的任何内容。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>Take {name} away</source>
        <translation>移去 {name}</translation>
    </message>
    <message>
        <source>Texts to learn from</source>
        <translation>用于学习的文本</translation>
    </message>
    <message>
        <source>Texts (*.tsv *.csv *.txt *.jsonl *.json *.tmx *.xlf *.xliff *.xz *.gz);;All files (*)</source>
        <translation>文本 (*.tsv *.csv *.txt *.jsonl *.json *.tmx *.xlf *.xliff *.xz *.gz);;所有文件 (*)</translation>
    </message>
    <message>
        <source>A folder of texts to learn from</source>
        <translation>用于学习的文本所在的文件夹</translation>
    </message>
    <message>
        <source>Drop files here: translation memories (TMX, XLIFF), tables (TSV, CSV), JSON lines, or two files x.en and x.zh</source>
        <translation>将文件拖到此处：翻译记忆库（TMX、XLIFF）、表格（TSV、CSV）、JSON Lines，或成对的 x.en 和 x.zh 文件</translation>
    </message>
    <message>
        <source>Drop files here: tables (TSV, CSV) or JSON lines with text and summary, or a folder of texts and their summaries</source>
        <translation>将文件拖到此处：含正文和摘要的表格（TSV、CSV）或 JSON Lines，或存放正文及其摘要的文件夹</translation>
    </message>
    <message>
        <source>Drop files here: tables (TSV, CSV) or JSON lines with a text and a label, positive or negative</source>
        <translation>将文件拖到此处：含文本和标签（正面或负面）的表格（TSV、CSV）或 JSON Lines</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{number} of more than {total}</source>
        <translation>第 {number} 处，共超过 {total} 处</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} 处，共 {total} 处</translation>
    </message>
    <message>
        <source>Find in this text</source>
        <translation>在此文本中查找</translation>
    </message>
    <message>
        <source>Empty the field</source>
        <translation>清空输入框</translation>
    </message>
    <message>
        <source>The place before</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>The next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭查找</translation>
    </message>
</context>
<context>
    <name>GlossaryTerms</name>
    <message numerus="yes">
        <source>%Ln glossary term(s)</source>
        <translation>
            <numerusform>%Ln 个术语</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{applied} of %Ln glossary term(s)</source>
        <translation>
            <numerusform>术语 {applied}/%Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{term}: left as it is</source>
        <translation>{term}：保留原文</translation>
    </message>
</context>
<context>
    <name>GlossaryWindow</name>
    <message numerus="yes">
        <source>%Ln term(s) exported</source>
        <translation>
            <numerusform>已导出 %Ln 个术语</numerusform>
        </translation>
    </message>
    <message>
        <source>They are in {path}.</source>
        <translation>已保存到 {path}。</translation>
    </message>
    <message>
        <source>change</source>
        <translation>更改</translation>
    </message>
    <message numerus="yes">
        <source>%Ln term(s)</source>
        <translation>
            <numerusform>%Ln 个术语</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>找到 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>%Ln term(s) imported</source>
        <translation>
            <numerusform>已导入 %Ln 个术语</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo takes them out again.</source>
        <translation>可用“撤销”取消导入。</translation>
    </message>
    <message>
        <source>Write the term first.</source>
        <translation>请先填写术语。</translation>
    </message>
    <message>
        <source>A term can have 200 characters.</source>
        <translation>术语最多 200 个字符。</translation>
    </message>
    <message>
        <source>This term is in the glossary already; change it there.</source>
        <translation>术语表中已有此术语，请直接在表中修改。</translation>
    </message>
    <message>
        <source>This is no entry</source>
        <translation>无法作为条目</translation>
    </message>
    <message>
        <source>Import terms</source>
        <translation>导入术语</translation>
    </message>
    <message>
        <source>Glossaries (*.csv *.tsv *.txt *.tbx *.xml);;All files (*)</source>
        <translation>术语表 (*.csv *.tsv *.txt *.tbx *.xml);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Export terms</source>
        <translation>导出术语</translation>
    </message>
    <message>
        <source>glossary.tsv</source>
        <translation>术语表.tsv</translation>
    </message>
    <message>
        <source>Table (*.tsv)</source>
        <translation>表格 (*.tsv)</translation>
    </message>
    <message>
        <source>Term ({language})</source>
        <translation>术语（{language}）</translation>
    </message>
    <message>
        <source>Translation ({language})</source>
        <translation>译法（{language}）</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Language of the terms</source>
        <translation>术语的语言</translation>
    </message>
    <message>
        <source>Language of the translations</source>
        <translation>译法的语言</translation>
    </message>
    <message>
        <source>Show the other direction</source>
        <translation>显示相反方向</translation>
    </message>
    <message>
        <source>Search in the glossary</source>
        <translation>搜索术语表</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Add the terms of a CSV, TSV or TBX file</source>
        <translation>添加 CSV、TSV 或 TBX 文件中的术语</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>A term without a translation is left as it is.</source>
        <translation>没有译法的术语保留原文。</translation>
    </message>
    <message>
        <source>New term</source>
        <translation>新术语</translation>
    </message>
    <message>
        <source>Translation; none: leave the term as it is</source>
        <translation>译法；留空则保留原文</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Delete the selected terms</source>
        <translation>删除所选术语</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>The model is being loaded</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>The model is ready</source>
        <translation>模型已就绪</translation>
    </message>
    <message>
        <source>There is no usable model</source>
        <translation>没有可用的模型</translation>
    </message>
</context>
<context>
    <name>HeatStrip</name>
    <message>
        <source>Sentence {number} of {total}</source>
        <translation>第 {number} 句，共 {total} 句</translation>
    </message>
    <message>
        <source>Score {percent} %</source>
        <translation>得分 {percent}%</translation>
    </message>
    <message>
        <source>In the summary</source>
        <translation>已选入摘要</translation>
    </message>
    <message>
        <source>Not in the summary</source>
        <translation>未选入摘要</translation>
    </message>
    <message>
        <source>How telling each sentence is</source>
        <translation>各句的重要程度</translation>
    </message>
    <message numerus="yes">
        <source>{count} of %Ln sentence(s) in the summary</source>
        <translation>
            <numerusform>%Ln 句中有 {count} 句选入摘要</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>%Ln entry(s) deleted</source>
        <translation>
            <numerusform>已删除 %Ln 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Until this message is closed they can be brought back.</source>
        <translation>关闭此消息之前可以恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) exported</source>
        <translation>
            <numerusform>已导出 %Ln 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>They are in {path}.</source>
        <translation>保存在 {path}。</translation>
    </message>
    <message>
        <source>What you translate, summarize and read is not kept.</source>
        <translation>翻译、摘要和情感分析的内容都不会保留。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) from before are still there.</source>
        <translation>
            <numerusform>以前的 %Ln 条记录仍然保留着。</numerusform>
        </translation>
    </message>
    <message>
        <source>History is off</source>
        <translation>历史记录已关闭</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>What you translate, summarize and read is kept here, on this computer only.</source>
        <translation>翻译、摘要和情感分析的内容会保存在这里，而且只保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No entry holds all of these words.</source>
        <translation>没有包含所有这些词语的记录。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Table of all entries (*.tsv)</source>
        <translation>包含所有记录的表格 (*.tsv)</translation>
    </message>
    <message>
        <source>Translation memory (*.tmx)</source>
        <translation>翻译记忆库 (*.tmx)</translation>
    </message>
    <message>
        <source>Export what is listed</source>
        <translation>导出列表中的记录</translation>
    </message>
    <message>
        <source>history.tsv</source>
        <translation>历史记录.tsv</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>搜索历史记录</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清空搜索</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Open in the Workspace</source>
        <translation>在工作区打开</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Turn history on</source>
        <translation>开启历史记录</translation>
    </message>
    <message>
        <source>Keep a history</source>
        <translation>保留历史记录</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>JobStatus</name>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled at {done} of {total}</source>
        <translation>已取消（{done}/{total}）</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯语</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>保加利亚语</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>孟加拉语</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>加泰罗尼亚语</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>捷克语</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>丹麦语</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>希腊语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>爱沙尼亚语</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>波斯语</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>芬兰语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>希伯来语</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>印地语</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>克罗地亚语</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>匈牙利语</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>印度尼西亚语</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>立陶宛语</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>拉脱维亚语</translation>
    </message>
    <message>
        <source>Malay</source>
        <translation>马来语</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>书面挪威语</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>荷兰语</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>挪威语</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>波兰语</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>葡萄牙语</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>罗马尼亚语</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>俄语</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>斯洛伐克语</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>斯洛文尼亚语</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>塞尔维亚语</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>瑞典语</translation>
    </message>
    <message>
        <source>Swahili</source>
        <translation>斯瓦希里语</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>泰米尔语</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>泰语</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>土耳其语</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>乌克兰语</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>乌尔都语</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>越南语</translation>
    </message>
</context>
<context>
    <name>LengthSlider</name>
    <message>
        <source>Short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{share} of the sentences</source>
        <translation>句子的 {share}</translation>
    </message>
    <message numerus="yes">
        <source>{count} of %Ln sentence(s)</source>
        <translation>
            <numerusform>{count} / %Ln 句</numerusform>
        </translation>
    </message>
    <message>
        <source>Length of the summary</source>
        <translation>摘要长度</translation>
    </message>
</context>
<context>
    <name>LiveSamples</name>
    <message>
        <source>Samples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>Samples at first and now</source>
        <translation>起初与现在的样例</translation>
    </message>
    <message>
        <source>Nothing has been tried yet.</source>
        <translation>还没有结果。</translation>
    </message>
    <message>
        <source>Held-back texts at step {step}</source>
        <translation>第 {step} 步时的留出文本</translation>
    </message>
    <message>
        <source>Held-back texts, before anything is learned</source>
        <translation>留出文本，尚未开始学习</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The training {name} is finished</source>
        <translation>训练 {name} 已完成</translation>
    </message>
    <message>
        <source>The training {name} failed</source>
        <translation>训练 {name} 失败</translation>
    </message>
    <message>
        <source>The Training page tells more.</source>
        <translation>详情见“训练”页面。</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new correction(s) to learn from</source>
        <translation>
            <numerusform>有 %Ln 处新的修改可供学习</numerusform>
        </translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong inside BertSum</source>
        <translation>BertSum 内部出错了</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of your text, which is still here. You can go on working; the details help to find the fault.</source>
        <translation>这是程序的问题，与您的文字无关，文字仍在这里。您可以继续使用；复制详情有助于查找原因。</translation>
    </message>
    <message>
        <source>This text cannot be worked on</source>
        <translation>无法处理这段文字</translation>
    </message>
    <message>
        <source>Try another text or another file.</source>
        <translation>请换一段文字或换一个文件。</translation>
    </message>
    <message>
        <source>There is no text yet</source>
        <translation>还没有文字</translation>
    </message>
    <message>
        <source>The text is too long</source>
        <translation>文字太长</translation>
    </message>
    <message>
        <source>The model has not learned this language: {language}</source>
        <translation>模型没有学过这种语言：{language}</translation>
    </message>
    <message>
        <source>If it was recognised wrongly, give a longer passage, or choose the language above the text when you translate.</source>
        <translation>如果语言识别有误，请提供更长的段落；翻译时也可以在原文上方自行选择语言。</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>无法读取文件</translation>
    </message>
    <message>
        <source>{path}: {reason}. Check that it is there and that you may open it.</source>
        <translation>{path}：{reason}。请确认文件存在，并且您有权打开它。</translation>
    </message>
    <message>
        <source>This does not look like a text file</source>
        <translation>这不像是文本文件</translation>
    </message>
    <message>
        <source>{path} is text in no encoding that BertSum knows. Save it as UTF-8 text and open it again, or copy its text and paste it.</source>
        <translation>{path} 不是 BertSum 认识的任何一种编码的文本。请另存为 UTF-8 文本后重新打开，或者直接复制、粘贴其中的文字。</translation>
    </message>
    <message>
        <source>The file is in another encoding</source>
        <translation>文件使用另一种编码</translation>
    </message>
    <message>
        <source>{path} is no text in {encoding}. Choose another one.</source>
        <translation>{path} 不是 {encoding} 编码的文本，请选择其他编码。</translation>
    </message>
    <message>
        <source>The glossary cannot be imported</source>
        <translation>无法导入术语表</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>没有可导入的条目</translation>
    </message>
    <message>
        <source>{path} has no entry for these two languages. Choose the languages above the table first.</source>
        <translation>{path} 中没有这两种语言的条目。请先在表格上方选择语言。</translation>
    </message>
    <message>
        <source>The glossaries were damaged</source>
        <translation>术语表文件已损坏</translation>
    </message>
    <message>
        <source>They are not used. The file is kept as {kept}; a new one is begun.</source>
        <translation>这些术语表未被使用。原文件保留为 {kept}，并已新建一个。</translation>
    </message>
    <message>
        <source>The model cannot be used</source>
        <translation>无法使用模型</translation>
    </message>
    <message>
        <source>Install BertSum again, or choose another model.</source>
        <translation>请重新安装 BertSum，或选择其他模型。</translation>
    </message>
    <message>
        <source>The model {model} is not there</source>
        <translation>找不到模型 {model}</translation>
    </message>
    <message>
        <source>It was looked for in: {folders}. If it is the model that comes with BertSum, the installation is incomplete: install the program again.</source>
        <translation>已查找的位置：{folders}。如果这是 BertSum 自带的模型，说明安装不完整，请重新安装程序。</translation>
    </message>
    <message>
        <source>The model is damaged</source>
        <translation>模型已损坏</translation>
    </message>
    <message>
        <source>{path}: {reason}. It is not used, so that it cannot give wrong results. Install the model or the program again.</source>
        <translation>{path}：{reason}。为避免得出错误的结果，不再使用该模型。请重新安装模型或程序。</translation>
    </message>
    <message>
        <source>The model was made for another version of BertSum</source>
        <translation>该模型适用于其他版本的 BertSum</translation>
    </message>
    <message>
        <source>{path} has format {version}, which this version does not read. Update the program, or import the model again.</source>
        <translation>{path} 的格式版本为 {version}，当前版本无法读取。请更新程序，或重新导入模型。</translation>
    </message>
    <message>
        <source>The model {model} has not learned this</source>
        <translation>模型 {model} 没有学过这项工作</translation>
    </message>
    <message>
        <source>Choose another kind of work, or another model.</source>
        <translation>请选择其他功能，或换一个模型。</translation>
    </message>
    <message>
        <source>There is a model of this name already</source>
        <translation>已有同名模型</translation>
    </message>
    <message>
        <source>{model_id} is installed. Choose another name, or remove that model first.</source>
        <translation>{model_id} 已安装。请换一个名称，或先移除该模型。</translation>
    </message>
    <message>
        <source>This model is part of the program</source>
        <translation>此模型是程序的一部分</translation>
    </message>
    <message>
        <source>{model_id} cannot be removed or replaced.</source>
        <translation>{model_id} 不能移除或替换。</translation>
    </message>
    <message>
        <source>“{model}” cannot be the name of a model</source>
        <translation>“{model}”不能用作模型名称</translation>
    </message>
    <message>
        <source>Names have up to 64 small letters, digits, dots, dashes and underscores.</source>
        <translation>名称最多 64 个字符，只能使用小写字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
        <source>The computer lacks something that is needed</source>
        <translation>电脑缺少所需的资源</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>There was no room left for {path}. Free some space and try again.</source>
        <translation>没有空间写入 {path}。请腾出一些空间后重试。</translation>
    </message>
    <message>
        <source>A folder cannot be written to</source>
        <translation>无法写入文件夹</translation>
    </message>
    <message>
        <source>The system refused {path}. Give yourself the right to write there, or choose another place, and try again.</source>
        <translation>系统拒绝写入 {path}。请为自己添加写入权限，或换一个位置，然后重试。</translation>
    </message>
    <message>
        <source>Settings and history will not be kept</source>
        <translation>设置和历史记录将不会保留</translation>
    </message>
    <message>
        <source>BertSum may not write into {path}. You can work all the same. To have things kept, give yourself the right to write there, or move the program to another place.</source>
        <translation>BertSum 无法写入 {path}。您仍可照常工作。如需保留内容，请为自己开启该处的写入权限，或将程序移到其他位置。</translation>
    </message>
    <message>
        <source>There is no room for {path}. You can work all the same, but what is new may not be kept: history, settings, what you type. Each start takes longer. Free some space on that disk.</source>
        <translation>{path} 已没有可用空间。您仍可照常工作，但历史记录、设置和您输入的内容等新内容可能不会保存，每次启动也会慢一些。请在该磁盘上腾出一些空间。</translation>
    </message>
    <message>
        <source>The device {device} cannot be used</source>
        <translation>无法使用设备 {device}</translation>
    </message>
    <message>
        <source>{reason}. The processor (CPU) always works.</source>
        <translation>{reason}。处理器（CPU）始终可用。</translation>
    </message>
    <message>
        <source>Training is not in this edition</source>
        <translation>此版本不含训练功能</translation>
    </message>
    <message>
        <source>Get the full edition of BertSum from where you got this one; your settings, models and history stay where they are.</source>
        <translation>请从获取此版本的地方获取 BertSum 完整版；您的设置、模型和历史记录都会保留。</translation>
    </message>
    <message>
        <source>There was not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Close other programs, or work on a shorter text, and try again.</source>
        <translation>请关闭其他程序，或处理更短的文字，然后重试。</translation>
    </message>
    <message>
        <source>The training data cannot be used</source>
        <translation>无法使用训练数据</translation>
    </message>
    <message>
        <source>Check the files and try again.</source>
        <translation>请检查文件后重试。</translation>
    </message>
    <message>
        <source>The training data breaks its format</source>
        <translation>训练数据的格式有误</translation>
    </message>
    <message>
        <source>{path} was not free in time. What you do is kept as soon as it is; close other windows of BertSum that you do not need.</source>
        <translation>{path} 暂时被占用。等它空闲后会自动保存您的内容；请关闭不需要的其他 BertSum 窗口。</translation>
    </message>
    <message>
        <source>{path}: {reason}. Correct the file and try again.</source>
        <translation>{path}：{reason}。请改正这个文件后重试。</translation>
    </message>
    <message>
        <source>{path}, line {line}: {reason}. Correct the line and try again.</source>
        <translation>{path} 第 {line} 行：{reason}。请改正这一行后重试。</translation>
    </message>
    <message>
        <source>Type or paste something, or drop a document on the window.</source>
        <translation>请输入或粘贴文字，或将文档拖放到窗口中。</translation>
    </message>
    <message>
        <source>It has {length} characters; up to {limit} can be taken at once. Work on it in parts, or have the file translated as a document.</source>
        <translation>它有 {length} 个字符，一次最多处理 {limit} 个。请分段处理，或将文件作为文档翻译。</translation>
    </message>
    <message>
        <source>There is no usable example in the training data</source>
        <translation>训练数据中没有可用的例子</translation>
    </message>
    <message>
        <source>Check that {path} holds texts in the expected columns.</source>
        <translation>请检查 {path} 的各列是否为所需的文字。</translation>
    </message>
    <message>
        <source>Too little data to learn from</source>
        <translation>数据太少，无法学习</translation>
    </message>
    <message>
        <source>Only {examples} usable examples are left, and at least {least} are needed. Add more data.</source>
        <translation>可用的样例只剩 {examples} 条，至少需要 {least} 条。请补充数据。</translation>
    </message>
    <message>
        <source>The prepared training data is damaged</source>
        <translation>预处理过的训练数据已损坏</translation>
    </message>
    <message>
        <source>{path}: {reason}. Prepare it again from the original files.</source>
        <translation>{path}：{reason}。请用原始文件重新生成。</translation>
    </message>
    <message>
        <source>The training cannot go on</source>
        <translation>训练无法继续</translation>
    </message>
    <message>
        <source>What was learned so far is kept in its folder.</source>
        <translation>已经学到的内容保存在训练文件夹中。</translation>
    </message>
    <message>
        <source>The training run is not there</source>
        <translation>找不到这次训练</translation>
    </message>
    <message>
        <source>Nothing was found at {path}.</source>
        <translation>{path} 处没有内容。</translation>
    </message>
    <message>
        <source>The training run was made with other settings</source>
        <translation>这次训练使用了不同的设置</translation>
    </message>
    <message>
        <source>{path}: {reason}. Start a new run, or use the settings of this one.</source>
        <translation>{path}：{reason}。请开始新的训练，或沿用原来的设置。</translation>
    </message>
    <message>
        <source>This training is being worked on already</source>
        <translation>此训练已在进行中</translation>
    </message>
    <message>
        <source>Another window or a command works on {path}. Wait for it, or stop it there.</source>
        <translation>另一个窗口或命令正在处理 {path}。请等它结束，或在那里停止。</translation>
    </message>
    <message>
        <source>The training went astray</source>
        <translation>训练发散了</translation>
    </message>
    <message>
        <source>The error grew beyond all bounds at step {step}. Start again from the last good state with a lower learning rate.</source>
        <translation>在第 {step} 步，误差变得无穷大。请从上一个正常的状态重新开始，并降低学习率。</translation>
    </message>
    <message>
        <source>The settings cannot be used</source>
        <translation>无法使用设置</translation>
    </message>
    <message>
        <source>BertSum works with its defaults instead.</source>
        <translation>BertSum 将改用默认设置。</translation>
    </message>
    <message>
        <source>The settings cannot be read</source>
        <translation>无法读取设置</translation>
    </message>
    <message>
        <source>The system refused {path}. BertSum works with its defaults instead.</source>
        <translation>系统拒绝读取 {path}。BertSum 将改用默认设置。</translation>
    </message>
    <message>
        <source>The settings were damaged</source>
        <translation>设置文件已损坏</translation>
    </message>
    <message>
        <source>{path} could not be understood, so BertSum works with its defaults. The old file is kept as {kept}.</source>
        <translation>无法解析 {path}，BertSum 将使用默认设置。原文件已保留为 {kept}。</translation>
    </message>
    <message>
        <source>The settings are from a newer BertSum</source>
        <translation>设置来自较新版本的 BertSum</translation>
    </message>
    <message>
        <source>{path} was read as far as this program knows it. The file is kept as {kept}.</source>
        <translation>已读取 {path} 中本程序能识别的部分。该文件已保留为 {kept}。</translation>
    </message>
    <message>
        <source>What BertSum keeps cannot be used</source>
        <translation>BertSum 保存的数据无法使用</translation>
    </message>
    <message>
        <source>Everything else works as usual.</source>
        <translation>其他功能不受影响。</translation>
    </message>
    <message>
        <source>Your corrections cannot be read</source>
        <translation>无法读取您的修改</translation>
    </message>
    <message>
        <source>{path}: {reason}. Everything else works as usual, but no correction is remembered.</source>
        <translation>{path}：{reason}。其他功能照常使用，但修改不会被记住。</translation>
    </message>
    <message>
        <source>The history cannot be read</source>
        <translation>无法读取历史记录</translation>
    </message>
    <message>
        <source>{path}: {reason}. Everything else works as usual, but nothing is kept in the history.</source>
        <translation>{path}：{reason}。其他功能不受影响，但不会保存新的历史记录。</translation>
    </message>
    <message>
        <source>Your corrections are in use by another program</source>
        <translation>您的修改正被另一个程序使用</translation>
    </message>
    <message>
        <source>The history is in use by another program</source>
        <translation>历史记录正被其他程序占用</translation>
    </message>
    <message>
        <source>The file of your corrections was damaged, and a new one was begun</source>
        <translation>保存修改的文件已损坏，已新建一个</translation>
    </message>
    <message>
        <source>The history was damaged, and a new one was begun</source>
        <translation>历史记录已损坏，已重新建立</translation>
    </message>
    <message>
        <source>{path} could not be read. The old file is kept as {kept}.</source>
        <translation>无法读取 {path}。原来的文件已保留为 {kept}。</translation>
    </message>
    <message>
        <source>Your corrections were kept by a newer BertSum</source>
        <translation>您的修改由更新版本的 BertSum 保存</translation>
    </message>
    <message>
        <source>The history was made by a newer BertSum</source>
        <translation>历史记录来自更新版本的 BertSum</translation>
    </message>
    <message>
        <source>{path} has version {version}, which this program does not read. It is left as it is, and nothing is kept in it until you update BertSum.</source>
        <translation>{path} 的版本为 {version}，当前程序无法读取。文件会保持原样；在您更新 BertSum 之前，不会保存新的历史记录。</translation>
    </message>
    <message>
        <source>Your corrections cannot be written</source>
        <translation>无法写入您的修改</translation>
    </message>
    <message>
        <source>The system refused {path}. Give yourself the right to write there, and try again.</source>
        <translation>系统拒绝写入 {path}。请为自己设置写入权限，然后重试。</translation>
    </message>
    <message>
        <source>The history cannot be written</source>
        <translation>无法写入历史记录</translation>
    </message>
    <message>
        <source>The system refused {path}. Give yourself the right to write there, or turn the history off.</source>
        <translation>系统拒绝写入 {path}。请为自己添加写入权限，或关闭历史记录。</translation>
    </message>
    <message>
        <source>There is no room left for your corrections</source>
        <translation>没有空间保存您的修改</translation>
    </message>
    <message>
        <source>There is no room left for the history</source>
        <translation>没有空间保存历史记录</translation>
    </message>
    <message>
        <source>{path} could not grow. Free some space on that disk.</source>
        <translation>{path} 无法继续增大。请在该磁盘上腾出一些空间。</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>sound or film</source>
        <translation>音频或视频</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>压缩包</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>in the Office format of before 2007</source>
        <translation>2007 年以前的 Office 格式</translation>
    </message>
    <message>
        <source>of the kind {kind}</source>
        <translation>{kind} 类型的文件</translation>
    </message>
    <message>
        <source>This document cannot be worked on</source>
        <translation>无法处理此文档</translation>
    </message>
    <message>
        <source>Open it in its own program, save it anew, and try again.</source>
        <translation>请用原来的程序打开并重新保存，然后再试。</translation>
    </message>
    <message>
        <source>BertSum cannot read this kind of file</source>
        <translation>BertSum 无法读取这类文件</translation>
    </message>
    <message>
        <source>{path} is none of the documents that BertSum knows.</source>
        <translation>{path} 不是 BertSum 支持的文档。</translation>
    </message>
    <message>
        <source>{path} is {kind}.</source>
        <translation>{path} 是{kind}。</translation>
    </message>
    <message>
        <source>The document is damaged</source>
        <translation>文档已损坏</translation>
    </message>
    <message>
        <source>{path}: {reason}. Open it in its own program, save it anew, and try again.</source>
        <translation>{path}：{reason}。请用原来的程序打开并重新保存，然后再试。</translation>
    </message>
    <message>
        <source>The document is protected by a password</source>
        <translation>文档受密码保护</translation>
    </message>
    <message>
        <source>Save {path} without a password, and try again.</source>
        <translation>请将 {path} 去除密码后另存，然后再试。</translation>
    </message>
    <message>
        <source>There is no text in the document</source>
        <translation>文档中没有文字</translation>
    </message>
    <message>
        <source>{path} holds nothing to translate or to summarize.</source>
        <translation>{path} 中没有可以翻译或生成摘要的内容。</translation>
    </message>
    <message>
        <source>The pages of the document are pictures</source>
        <translation>文档的页面是图片</translation>
    </message>
    <message>
        <source>{path} was scanned ({pages} pages) and holds no text. Let a program for text recognition go over it first.</source>
        <translation>{path} 是扫描件（{pages} 页），不含文字。请先用文字识别程序处理。</translation>
    </message>
    <message>
        <source>The document is too large</source>
        <translation>文档太大</translation>
    </message>
    <message>
        <source>{path} has {size} MB; up to {limit} MB can be read. Divide it into parts.</source>
        <translation>{path} 有 {size} MB，最多可读取 {limit} MB。请将其拆分。</translation>
    </message>
    <message>
        <source>The document was not opened, to be safe</source>
        <translation>为安全起见，未打开此文档</translation>
    </message>
    <message>
        <source>{path} is built in a way that could do harm: {reason}.</source>
        <translation>{path} 的结构可能有害：{reason}。</translation>
    </message>
    <message>
        <source>Reading the document takes too long</source>
        <translation>读取文档耗时过长</translation>
    </message>
    <message>
        <source>{path} was given up after {limit} seconds. Save it anew in its own program, or divide it into parts.</source>
        <translation>{path} 在 {limit} 秒后仍未读完，已放弃。请用原来的程序重新保存，或将其拆分。</translation>
    </message>
    <message>
        <source>Reading the document takes too much memory</source>
        <translation>读取文档占用内存过多</translation>
    </message>
    <message>
        <source>{path} was given up at {limit} MB. Divide it into parts.</source>
        <translation>{path} 占用达到 {limit} MB 时已放弃。请将其拆分。</translation>
    </message>
    <message>
        <source>The document could not be read</source>
        <translation>未能读取文档</translation>
    </message>
    <message>
        <source>Reading {path} failed ({reason}). Nothing else is touched by that; save the document anew in its own program, and try again.</source>
        <translation>读取 {path} 失败（{reason}）。其他内容不受影响；请用原来的程序重新保存该文档，然后再试。</translation>
    </message>
    <message>
        <source>The file holds translations into another language</source>
        <translation>文件中已有另一种语言的译文</translation>
    </message>
    <message>
        <source>{path} is for the language {language}. Take the file without translations (such as a POT template), or one for the language that you translate into.</source>
        <translation>{path} 是为语言 {language} 准备的。请改用不含译文的文件（例如 POT 模板），或目标语言的文件。</translation>
    </message>
    <message>
        <source>The file is in another language</source>
        <translation>文件是另一种语言</translation>
    </message>
    <message>
        <source>{path} says that its text is in {language}.</source>
        <translation>{path} 标明其文本语言为{language}。</translation>
    </message>
    <message>
        <source>A column is missing</source>
        <translation>缺少一列</translation>
    </message>
    <message>
        <source>{path} has no column or key {column}; it has {columns}.</source>
        <translation>{path} 中没有名为 {column} 的列或键；现有：{columns}。</translation>
    </message>
    <message>
        <source>There is no font to write with</source>
        <translation>没有可用的字体</translation>
    </message>
    <message>
        <source>No font of this computer has the characters for {path} in {language}. Install one, such as Noto Sans CJK, or have a Word file made.</source>
        <translation>这台电脑上没有字体能显示 {path} 的{language}译文。请安装一种字体（如 Noto Sans CJK），或改为生成 Word 文件。</translation>
    </message>
    <message>
        <source>The document was changed meanwhile</source>
        <translation>文档已被更改</translation>
    </message>
    <message>
        <source>{path} is no longer what was translated. Try again.</source>
        <translation>{path} 在翻译期间被更改，请重试。</translation>
    </message>
    <message>
        <source>There is a file of that name already</source>
        <translation>已有同名文件</translation>
    </message>
    <message>
        <source>{path} was left as it is.</source>
        <translation>{path} 保持不变。</translation>
    </message>
    <message>
        <source>Nothing was translated</source>
        <translation>没有翻译任何内容</translation>
    </message>
    <message>
        <source>{path} may be in {language} already. Choose another language for documents, and try again.</source>
        <translation>{path} 可能已经是{language}。请为文档选择其他语言，然后再试。</translation>
    </message>
    <message>
        <source>There are no documents in this folder</source>
        <translation>此文件夹中没有文档</translation>
    </message>
    <message>
        <source>{path} holds nothing that BertSum reads.</source>
        <translation>{path} 中没有 BertSum 能读取的内容。</translation>
    </message>
    <message>
        <source>{name} is installed</source>
        <translation>{name} 已安装</translation>
    </message>
    <message>
        <source>Choose it above the text, for the kinds of work that it can do; commands use it with --model {id}.</source>
        <translation>可在文本上方选用它来完成它能做的工作；在命令中用 --model {id} 使用它。</translation>
    </message>
    <message>
        <source>BertSum is closed, but did not end as it should: what you changed last may not be kept. What went wrong stands in the log, which holds none of your texts:
    {log}</source>
        <translation>BertSum 已关闭，但没有正常结束：最后的更改可能没有保存。出错的情况记在日志里，日志不含您的任何文本：
    {log}</translation>
    </message>
    <message>
        <source>BertSum was not closed properly last time</source>
        <translation>BertSum 上次没有正常关闭</translation>
    </message>
    <message>
        <source>The text was too long to be kept.</source>
        <translation>文本太长，没有保存下来。</translation>
    </message>
    <message>
        <source>Your text and its result are back.</source>
        <translation>您的文本和结果已恢复。</translation>
    </message>
    <message>
        <source>The text of {name} is back; nothing is done with it before you say so.</source>
        <translation>{name} 的文本已恢复；在您开始之前不会对它做任何处理。</translation>
    </message>
    <message>
        <source>The text of {name} and its result are back.</source>
        <translation>{name} 的文本和结果已恢复。</translation>
    </message>
    <message>
        <source>What the program was doing is written in {path}, without your texts.</source>
        <translation>程序当时在做什么，记在 {path}，其中不含您的文本。</translation>
    </message>
    <message>
        <source>Your text is back; nothing is done with it before you say so.</source>
        <translation>您的文本已恢复；在您开始之前不会对它做任何处理。</translation>
    </message>
    <message>
        <source>What stood in other windows comes back with the next starts.</source>
        <translation>其他窗口里的内容将在之后启动时恢复。</translation>
    </message>
    <message>
        <source>Its text comes back when BertSum is next started with an empty page.</source>
        <translation>其中的文本将在下次以空白页面启动 BertSum 时恢复。</translation>
    </message>
    <message>
        <source>The log, which holds none of your texts: {path}</source>
        <translation>日志（不含您的文本）：{path}</translation>
    </message>
</context>
<context>
    <name>MissingFont</name>
    <message>
        <source>No font on this computer has Chinese characters</source>
        <translation>这台电脑上没有中文字体</translation>
    </message>
    <message>
        <source>They are shown as boxes; what you copy or save is right all the same. Install a font such as Noto Sans CJK (fonts-noto-cjk on Debian and Ubuntu), and start BertSum again.</source>
        <translation>汉字会显示为方框，但复制和保存的内容不受影响。请安装 Noto Sans CJK 等中文字体（Debian 和 Ubuntu 上的软件包是 fonts-noto-cjk），然后重新启动 BertSum。</translation>
    </message>
</context>
<context>
    <name>OpenDocument</name>
    <message>
        <source>p. {page}</source>
        <translation>第 {page} 页</translation>
    </message>
</context>
<context>
    <name>OptionsPopup</name>
    <message>
        <source>Looking for other renderings…</source>
        <translation>正在查找其他译法…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rendering(s)</source>
        <translation>
            <numerusform>%Ln 种译法</numerusform>
        </translation>
    </message>
    <message>
        <source>Other renderings</source>
        <translation>其他译法</translation>
    </message>
    <message>
        <source>What to render otherwise</source>
        <translation>要改换译法的部分</translation>
    </message>
    <message>
        <source>Whole sentence</source>
        <translation>整句</translation>
    </message>
    <message>
        <source>From “{word}” on</source>
        <translation>从“{word}”开始</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source>How {name} is read</source>
        <translation>{name} 的读取方式</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>How the file begins</source>
        <translation>文件开头</translation>
    </message>
    <message>
        <source>Translate what stands in</source>
        <translation>翻译以下列（键）的内容</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>As found out</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>As found out: {name}</source>
        <translation>自动识别：{name}</translation>
    </message>
    <message>
        <source>(without a name)</source>
        <translation>（无名称）</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>its archive cannot be opened</source>
        <extracomment>Values stand in braces. Of two that fit, the first one counts.</extracomment>
        <translation>其压缩包无法打开</translation>
    </message>
    <message>
        <source>its archive has {count} parts</source>
        <translation>其压缩包含有 {count} 个部分</translation>
    </message>
    <message>
        <source>its list of pages is missing</source>
        <translation>缺少页面列表</translation>
    </message>
    <message>
        <source>it has no part {part}</source>
        <translation>缺少组成部分 {part}</translation>
    </message>
    <message>
        <source>its part {part} declares entities</source>
        <translation>其组成部分 {part} 声明了实体</translation>
    </message>
    <message>
        <source>a page of it cannot be read</source>
        <translation>其中有一页无法读取</translation>
    </message>
    <message>
        <source>its part {part} is no XML</source>
        <translation>其组成部分 {part} 不是 XML</translation>
    </message>
    <message>
        <source>its part {part} is nested too deeply, or repeats itself without end</source>
        <translation>其部件 {part} 嵌套过深，或无限重复</translation>
    </message>
    <message>
        <source>its part {part} cannot be read</source>
        <translation>其组成部分 {part} 无法读取</translation>
    </message>
    <message>
        <source>a part of its archive unpacks to far more than it says anything in</source>
        <translation>压缩包中某个部分解压后大得不合常理</translation>
    </message>
    <message>
        <source>it is no PDF, or a torn one</source>
        <translation>这不是 PDF，或文件不完整</translation>
    </message>
    <message>
        <source>it says that it has {count} pages</source>
        <translation>文件声称有 {count} 页</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>这不是 JSON</translation>
    </message>
    <message>
        <source>it is no XLIFF</source>
        <translation>这不是 XLIFF</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套层数过多</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>内容过早结束</translation>
    </message>
    <message>
        <source>it ends in the middle of a word</source>
        <translation>内容在控制字中间中断</translation>
    </message>
    <message>
        <source>a group ends that never began</source>
        <translation>有一个组只有结尾而没有开头</translation>
    </message>
    <message>
        <source>line {number} belongs in no catalogue</source>
        <translation>第 {number} 行不属于任何消息目录</translation>
    </message>
    <message>
        <source>there is no subtitle with its times in it</source>
        <translation>其中没有带时间的字幕</translation>
    </message>
    <message>
        <source>there are bytes in it that no table has</source>
        <translation>其中含有表格文件不会有的字节</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>退出代码 {code}</translation>
    </message>
    <message>
        <source>signal {number}</source>
        <translation>信号 {number}</translation>
    </message>
    <message>
        <source>a term is too long</source>
        <translation>有一条术语过长</translation>
    </message>
    <message>
        <source>there is no term in the row</source>
        <translation>该行没有术语</translation>
    </message>
    <message>
        <source>this XML file is no TBX</source>
        <translation>此 XML 文件不是 TBX</translation>
    </message>
    <message>
        <source>files that declare entities are not read</source>
        <translation>不读取声明了实体的文件</translation>
    </message>
    <message>
        <source>no well-formed XML ({detail})</source>
        <translation>XML 格式不正确（{detail}）</translation>
    </message>
    <message>
        <source>the file has more than {limit} bytes</source>
        <translation>文件超过 {limit} 字节</translation>
    </message>
    <message>
        <source>there are more than {limit} terms</source>
        <translation>术语超过 {limit} 条</translation>
    </message>
    <message>
        <source>larger than {limit} bytes: this is no single text</source>
        <translation>大于 {limit} 字节，不是单篇文本</translation>
    </message>
    <message>
        <source>a line of more than {limit} bytes: this is no text file with lines</source>
        <translation>有一行超过 {limit} 字节，不是按行的文本文件</translation>
    </message>
    <message>
        <source>a NUL character: this is no text file</source>
        <translation>含有 NUL 字符，不是文本文件</translation>
    </message>
    <message>
        <source>no text in UTF-8, UTF-16, GB 18030, Big5 or Windows-1252</source>
        <translation>不是 UTF-8、UTF-16、GB 18030、Big5 或 Windows-1252 编码的文本</translation>
    </message>
    <message>
        <source>not {encoding} in this line; the file may be in another encoding</source>
        <translation>此行不是 {encoding} 编码；文件可能采用其他编码</translation>
    </message>
    <message>
        <source>the packed file is damaged: {detail}</source>
        <translation>压缩文件已损坏：{detail}</translation>
    </message>
    <message>
        <source>{count} columns; at most {limit} are read</source>
        <translation>有 {count} 列，最多读取 {limit} 列</translation>
    </message>
    <message>
        <source>{count} columns, {wanted} needed</source>
        <translation>有 {count} 列，需要 {wanted} 列</translation>
    </message>
    <message>
        <source>{count} columns, {wanted} expected</source>
        <translation>有 {count} 列，应为 {wanted} 列</translation>
    </message>
    <message>
        <source>no column {column}; there are {shown}</source>
        <translation>没有列 {column}；现有：{shown}</translation>
    </message>
    <message>
        <source>no column found for {roles} (columns: {columns}); say which, as in {example}</source>
        <translation>找不到 {roles} 对应的列（现有列：{columns}）；请指明，例如 {example}</translation>
    </message>
    <message>
        <source>the label {label} is not of the scale {scale}</source>
        <translation>标签 {label} 不属于刻度 {scale}</translation>
    </message>
    <message>
        <source>no JSON object in this line</source>
        <translation>此行不是 JSON 对象</translation>
    </message>
    <message>
        <source>no JSON object in one line: {detail}</source>
        <translation>一行中没有完整的 JSON 对象：{detail}</translation>
    </message>
    <message>
        <source>one JSON list; JSON lines are wanted, one object in each line</source>
        <translation>这是一个 JSON 列表；需要每行一个对象的 JSON Lines</translation>
    </message>
    <message>
        <source>neither TMX nor XLIFF, but &lt;{name}&gt;</source>
        <translation>既不是 TMX 也不是 XLIFF，而是 &lt;{name}&gt;</translation>
    </message>
    <message>
        <source>neither TMX nor XLIFF</source>
        <translation>既不是 TMX 也不是 XLIFF</translation>
    </message>
    <message>
        <source>the file declares an entity of its own ({name}); that is not safe to read</source>
        <translation>文件自行声明了实体（{name}），读取不安全</translation>
    </message>
    <message>
        <source>elements more than {limit} deep</source>
        <translation>元素嵌套超过 {limit} 层</translation>
    </message>
    <message>
        <source>a text of more than {limit} characters</source>
        <translation>有一段文字超过 {limit} 个字符</translation>
    </message>
    <message>
        <source>the unknown encoding {encoding}</source>
        <translation>未知的编码 {encoding}</translation>
    </message>
    <message>
        <source>the XML is broken: {detail}</source>
        <translation>XML 已损坏：{detail}</translation>
    </message>
    <message>
        <source>translation memories hold no {task} examples</source>
        <translation>翻译记忆库中没有 {task} 的示例</translation>
    </message>
    <message>
        <source>no {role} texts in it (languages: {shown}); name them, as in {example}</source>
        <translation>其中没有 {role} 文本（语言：{shown}）；请指明，例如 {example}</translation>
    </message>
    <message>
        <source>it ends here, but {name} goes on</source>
        <translation>文件到此结束，但 {name} 还有内容</translation>
    </message>
    <message>
        <source>the other file has more lines</source>
        <translation>另一个文件的行数更多</translation>
    </message>
    <message>
        <source>a value is no text</source>
        <translation>有一个值不是文本</translation>
    </message>
    <message>
        <source>not lang, 0|1, text</source>
        <translation>格式不是 lang, 0|1, text</translation>
    </message>
    <message>
        <source>no translation pairs</source>
        <translation>没有句对</translation>
    </message>
    <message>
        <source>not what {task} needs</source>
        <translation>不是 {task} 所需的内容</translation>
    </message>
    <message>
        <source>a run of this name is there; resume or remove it</source>
        <translation>已有同名的训练；请继续或删除它</translation>
    </message>
    <message>
        <source>a run is there already</source>
        <translation>那里已有一次训练</translation>
    </message>
    <message>
        <source>it is finished</source>
        <translation>训练已完成</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>版本为 {version}</translation>
    </message>
    <message>
        <source>the model {model} is another one than at the start</source>
        <translation>模型 {model} 与开始时不同</translation>
    </message>
    <message>
        <source>the model has another network</source>
        <translation>该模型的网络结构不同</translation>
    </message>
    <message>
        <source>checkpoints of different networks</source>
        <translation>检查点来自不同的网络</translation>
    </message>
    <message>
        <source>adapters need a model to begin with</source>
        <translation>适配器需要一个作为起点的模型</translation>
    </message>
    <message>
        <source>the checkpoint is of another network</source>
        <translation>检查点属于另一个网络</translation>
    </message>
    <message>
        <source>its checkpoints are adapters of another model</source>
        <translation>其检查点是另一个模型的适配器</translation>
    </message>
    <message>
        <source>{count} pieces, {wanted} expected</source>
        <translation>词表有 {count} 项，应为 {wanted} 项</translation>
    </message>
    <message>
        <source>accumulation={number} cannot be shared by {processes} processes</source>
        <translation>accumulation={number} 无法由 {processes} 个进程均分</translation>
    </message>
    <message>
        <source>{kind}: documents are read, encoder learns</source>
        <translation>{kind}：文档已由编码器读过，编码器却还要训练</translation>
    </message>
    <message>
        <source>{kind}: documents that were read otherwise</source>
        <translation>{kind}：文档是由别的编码器或以别的方式读过的</translation>
    </message>
    <message>
        <source>the manifest is missing</source>
        <translation>缺少清单文件</translation>
    </message>
    <message>
        <source>the manifest cannot be read</source>
        <translation>清单文件无法读取</translation>
    </message>
    <message>
        <source>the manifest is not JSON</source>
        <translation>清单文件不是 JSON</translation>
    </message>
    <message>
        <source>the manifest is no text</source>
        <translation>清单文件不是文本</translation>
    </message>
    <message>
        <source>the manifest is too large</source>
        <translation>清单文件过大</translation>
    </message>
    <message>
        <source>it claims to hold more than it can</source>
        <translation>它声称的内容超出了文件所能容纳的大小</translation>
    </message>
    <message>
        <source>no manifest of one model in it</source>
        <translation>其中没有单个模型的清单文件</translation>
    </message>
    <message>
        <source>no model file: {detail}</source>
        <translation>不是模型文件：{detail}</translation>
    </message>
    <message>
        <source>{name} has another size than the manifest says</source>
        <translation>{name} 的大小与清单不符</translation>
    </message>
    <message>
        <source>missing or wrong value: {key}</source>
        <translation>值缺失或有误：{key}</translation>
    </message>
    <message>
        <source>the file is missing</source>
        <translation>缺少该文件</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>该文件无法读取</translation>
    </message>
    <message>
        <source>{size} bytes instead of {wanted}</source>
        <translation>为 {size} 字节，应为 {wanted} 字节</translation>
    </message>
    <message>
        <source>the content is not the one the model was published with</source>
        <translation>内容与模型发布时不同</translation>
    </message>
    <message>
        <source>the folder is not named {name}</source>
        <translation>文件夹的名称不是 {name}</translation>
    </message>
    <message>
        <source>an embedded model has the same id</source>
        <translation>内置模型使用了相同的标识</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>unknown keys: {keys}</source>
        <translation>未知的键：{keys}</translation>
    </message>
    <message>
        <source>not an object with keys out of {keys}</source>
        <translation>不是由以下键组成的对象：{keys}</translation>
    </message>
    <message>
        <source>a value is no number of the right kind</source>
        <translation>有一个值不是合适的数字</translation>
    </message>
    <message>
        <source>neither {first} nor {second}</source>
        <translation>{first} 和 {second} 都没有</translation>
    </message>
    <message>
        <source>{count} pieces, but the network has {wanted}</source>
        <translation>词表有 {count} 项，而网络为 {wanted} 项</translation>
    </message>
    <message>
        <source>the tensor {name} is missing</source>
        <translation>缺少张量 {name}</translation>
    </message>
    <message>
        <source>the tensor {name} has the shape {shape} instead of {wanted}</source>
        <translation>张量 {name} 的形状为 {shape}，应为 {wanted}</translation>
    </message>
    <message>
        <source>no row scales for {name}</source>
        <translation>{name} 没有行缩放系数</translation>
    </message>
    <message>
        <source>no {piece} in the vocabulary</source>
        <translation>词表中没有 {piece}</translation>
    </message>
    <message>
        <source>not a report: {detail}</source>
        <translation>不是评测报告：{detail}</translation>
    </message>
    <message>
        <source>report format {version}, {wanted} expected</source>
        <translation>报告格式为 {version}，应为 {wanted}</translation>
    </message>
    <message>
        <source>known devices: {devices}</source>
        <translation>可用的设备名：{devices}</translation>
    </message>
    <message>
        <source>torch is not installed</source>
        <translation>未安装 PyTorch</translation>
    </message>
    <message>
        <source>no usable NVIDIA GPU or driver</source>
        <translation>没有可用的 NVIDIA 显卡或驱动程序</translation>
    </message>
    <message>
        <source>this build of torch has no CUDA</source>
        <translation>此版本的 PyTorch 不含 CUDA</translation>
    </message>
    <message>
        <source>no Metal GPU on this machine</source>
        <translation>本机没有支持 Metal 的显卡</translation>
    </message>
    <message>
        <source>PyTorch does not see it</source>
        <translation>PyTorch 检测不到它</translation>
    </message>
    <message>
        <source>it is not there</source>
        <extracomment>What systems say most often of files.</extracomment>
        <translation>找不到它</translation>
    </message>
    <message>
        <source>the system does not allow it</source>
        <translation>系统不允许</translation>
    </message>
    <message>
        <source>nothing can be written there</source>
        <translation>该位置不可写入</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>a part of the path is no folder</source>
        <translation>路径中有一部分不是文件夹</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>名称过长</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>另一个程序正在使用它</translation>
    </message>
    <message>
        <source>the disk cannot be read or written</source>
        <translation>磁盘读写失败</translation>
    </message>
    <message>
        <source>in the system&apos;s own words: “{reason}”</source>
        <translation>系统的原话是“{reason}”</translation>
    </message>
</context>
<context>
    <name>RefusedPaste</name>
    <message>
        <source>That is an image, not text</source>
        <translation>这是图片，不是文本</translation>
    </message>
    <message>
        <source>BertSum cannot read the words in images. Copy the text itself.</source>
        <translation>BertSum 无法识别图片中的文字。请直接复制文本。</translation>
    </message>
    <message>
        <source>Those are files, not text</source>
        <translation>这是文件，不是文本</translation>
    </message>
    <message>
        <source>Drop them on the window, or open them as documents.</source>
        <translation>请将它们拖放到窗口中，或作为文档打开。</translation>
    </message>
    <message>
        <source>There is no text to paste</source>
        <translation>没有可粘贴的文本</translation>
    </message>
    <message>
        <source>Copy a text first, then paste it here.</source>
        <translation>请先复制文本，再粘贴到此处。</translation>
    </message>
</context>
<context>
    <name>Remembering</name>
    <message numerus="yes">
        <source>%Ln correction(s) remembered</source>
        <translation>
            <numerusform>已记住 %Ln 处修改</numerusform>
        </translation>
    </message>
    <message>
        <source>Remembered before, just so</source>
        <translation>之前已记住，内容相同</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them in place of an earlier one</source>
        <translation>
            <numerusform>其中 %Ln 处替换了先前的修改</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Looking at the texts</source>
        <translation>正在检查文本</translation>
    </message>
    <message>
        <source>Looking at the texts…</source>
        <translation>正在检查文本…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s): {training} to learn from, {held_back} held back to measure with</source>
        <translation>
            <numerusform>共 %Ln 条样例：{training} 条用于学习，{held_back} 条留出用于评测</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is wrong with them.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>The model has not learned some characters in them: {characters}</source>
        <translation>其中有模型没学过的字符：{characters}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln 步</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute here</source>
        <translation>在本机上不到一分钟</translation>
    </message>
    <message>
        <source>about {time} here</source>
        <translation>在本机上约需 {time}</translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation>内存 {size}</translation>
    </message>
    <message>
        <source>The network is large for so little text: it will know the text by heart rather than learn the language.</source>
        <translation>相对于这么少的文本，网络过大：它会死记硬背，而不是学会语言。</translation>
    </message>
    <message>
        <source>That is more than a day of work on this computer.</source>
        <translation>在这台电脑上需要一天以上的时间。</translation>
    </message>
    <message>
        <source>{finding}: {count}</source>
        <translation>{finding}：{count}</translation>
    </message>
    <message>
        <source>What to do with: {finding}</source>
        <translation>如何处理：{finding}</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show some</source>
        <translation>查看几例</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>In its language</source>
        <translation>原文语言</translation>
    </message>
    <message>
        <source>In {language}</source>
        <translation>译成{language}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s) may be wrong</source>
        <translation>
            <numerusform>有 %Ln 句可能有误</numerusform>
        </translation>
    </message>
    <message>
        <source>This summary may be wrong</source>
        <translation>这篇摘要可能有误</translation>
    </message>
    <message numerus="yes">
        <source>Remember %Ln correction(s), to teach a model with</source>
        <translation>
            <numerusform>记住 %Ln 处修改，用来训练模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Remember corrections: write into a translation first</source>
        <translation>记住修改：请先改动译文</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>记住</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Language to translate into</source>
        <translation>译文语言</translation>
    </message>
    <message>
        <source>How to summarize</source>
        <translation>摘要方式</translation>
    </message>
    <message>
        <source>Key sentences</source>
        <translation>关键句</translation>
    </message>
    <message>
        <source>Chooses the most telling sentences of the text, word for word</source>
        <translation>从原文中逐字选出最重要的句子</translation>
    </message>
    <message>
        <source>Abstract</source>
        <translation>概述</translation>
    </message>
    <message>
        <source>Writes a short text of its own; check it against the source</source>
        <translation>另写一段简短的概述；请与原文核对</translation>
    </message>
    <message>
        <source>Language of the summary</source>
        <translation>摘要语言</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Light the words that belong together under the mouse or caret</source>
        <translation>高亮鼠标或光标处相互对应的词语</translation>
    </message>
    <message>
        <source>Go to the next of them</source>
        <translation>转到下一处</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>The translation appears here, sentence by sentence</source>
        <translation>译文会逐句显示在这里</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>The summary appears here</source>
        <translation>摘要会显示在这里</translation>
    </message>
    <message>
        <source>Whether a text speaks well or badly of its subject appears here</source>
        <translation>这里会显示文字的情感是正面还是负面</translation>
    </message>
    <message>
        <source>Nothing you write leaves this computer</source>
        <translation>您的文字不会离开这台电脑</translation>
    </message>
</context>
<context>
    <name>ResultEditing</name>
    <message>
        <source>Take the machine&apos;s version back</source>
        <translation>恢复机器译文</translation>
    </message>
    <message>
        <source>Bring your earlier version back</source>
        <translation>恢复您之前的版本</translation>
    </message>
</context>
<context>
    <name>ResultOutput</name>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>result.txt</source>
        <translation>结果.txt</translation>
    </message>
    <message>
        <source>Text files (*.txt *.md *.text);;All files (*)</source>
        <translation>文本文件 (*.txt *.md *.text);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>RunChart</name>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Losses and score</source>
        <translation>损失与得分</translation>
    </message>
    <message>
        <source>Loss while learning</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Loss on held-back texts</source>
        <translation>留出文本上的损失</translation>
    </message>
    <message>
        <source>at first {first}, best {best} at step {step}</source>
        <translation>起初 {first}，最低 {best}（第 {step} 步）</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) a second</source>
        <translation>
            <numerusform>每秒 %Ln 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} of learning left</source>
        <translation>学习还需 {time}</translation>
    </message>
    <message>
        <source>{size} GB of memory</source>
        <translation>内存 {size} GB</translation>
    </message>
    <message>
        <source>{share} of first choices right</source>
        <translation>首选正确率 {share}</translation>
    </message>
    <message>
        <source>will pause after this step</source>
        <translation>将在这一步之后暂停</translation>
    </message>
    <message>
        <source>will stop after this step and measure the best</source>
        <translation>将在这一步之后停止，并评测最好的模型</translation>
    </message>
    <message>
        <source>will save and stop after this step</source>
        <translation>将在这一步之后保存并停止</translation>
    </message>
    <message>
        <source>What to see</source>
        <translation>查看内容</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习过程</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>What the model makes of some held-back texts by now</source>
        <translation>模型目前对部分留出文本的处理结果</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Stop and keep the best</source>
        <translation>停止并保留最好的</translation>
    </message>
    <message>
        <source>End the learning here and go on with the best model so far</source>
        <translation>就此结束学习，采用目前最好的模型</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>暂且停止</translation>
    </message>
    <message>
        <source>Save everything and stop; it can go on later from there</source>
        <translation>保存全部进度后停止；以后可以从这里继续</translation>
    </message>
    <message>
        <source>Train again…</source>
        <translation>再次训练…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Delete this training</source>
        <translation>删除此训练</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Before:</source>
        <translation>训练前：</translation>
    </message>
    <message>
        <source>After:</source>
        <translation>训练后：</translation>
    </message>
    <message>
        <source>At first:</source>
        <translation>起初：</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>现在：</translation>
    </message>
    <message>
        <source>Text:</source>
        <translation>原文：</translation>
    </message>
    <message>
        <source>Taught:</source>
        <translation>学过的句子：</translation>
    </message>
    <message>
        <source>Yours:</source>
        <translation>您的：</translation>
    </message>
</context>
<context>
    <name>SentenceOptions</name>
    <message>
        <source>Nothing else was found.</source>
        <translation>没有找到其他译法。</translation>
    </message>
    <message>
        <source>The machine&apos;s version</source>
        <translation>机器译文</translation>
    </message>
</context>
<context>
    <name>SentimentView</name>
    <message>
        <source>Positive</source>
        <translation>正面</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>负面</translation>
    </message>
    <message>
        <source>with a probability of {percent}</source>
        <translation>概率 {percent}</translation>
    </message>
    <message>
        <source>Positive with a probability of {percent}</source>
        <translation>正面的概率为 {percent}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln positive</source>
        <translation>
            <numerusform>%Ln 句正面</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided</source>
        <translation>
            <numerusform>%Ln 句不明确</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln negative</source>
        <translation>
            <numerusform>%Ln 句负面</numerusform>
        </translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>不明确</translation>
    </message>
    <message>
        <source>Sentence by sentence</source>
        <translation>逐句分析</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>Sentiment of each sentence</source>
        <translation>每句的情感</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>As the interface</source>
        <translation>与界面相同</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Interface language</source>
        <translation>界面语言</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>While you type</source>
        <translation>输入时</translation>
    </message>
    <message>
        <source>Work at once, without pressing the button</source>
        <translation>立即处理，无需点击按钮</translation>
    </message>
    <message>
        <source>Scrolling</source>
        <translation>滚动</translation>
    </message>
    <message>
        <source>Keep a text and its translation side by side</source>
        <translation>原文与译文同步滚动</translation>
    </message>
    <message>
        <source>Font of the panes</source>
        <translation>窗格字体</translation>
    </message>
    <message>
        <source>Size of their text</source>
        <translation>窗格文字大小</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Edit terms…</source>
        <translation>编辑术语…</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>保留内容</translation>
    </message>
    <message>
        <source>Keep what I translate, summarize and read</source>
        <translation>保留翻译、摘要和情感分析的内容</translation>
    </message>
    <message>
        <source>Entries at most</source>
        <translation>最多保留条数</translation>
    </message>
    <message>
        <source>The oldest ones go first. Pinned entries stay and are not counted.</source>
        <translation>超出时先删除最早的记录。置顶的记录会保留，也不计入条数。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>BertSum never connects to the network: whatever you do with it happens on this computer. So there is no proxy to set, and nothing to switch off for working offline.</source>
        <translation>BertSum 从不连接网络：您用它做的一切都只在这台电脑上进行。因此无需设置代理，离线使用时也没有什么需要关闭。</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程数</translation>
    </message>
    <message>
        <source>Beam size</source>
        <translation>束搜索宽度</translation>
    </message>
    <message>
        <source>How many renderings are followed at once. More is slower, often a little better.</source>
        <translation>同时跟踪多少种译法。数值越大越慢，结果往往略好。</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>The new model needs a name.</source>
        <extracomment>Before the preset of a new model, among the ids of models, none of which has a colon. The form&apos;s name for a request that is only to be looked at.</extracomment>
        <translation>新模型需要一个名称。</translation>
    </message>
    <message>
        <source>Small letters a to z, digits, dot, hyphen and underscore, please.</source>
        <translation>请只用小写字母 a 至 z、数字、点、连字符和下划线。</translation>
    </message>
    <message>
        <source>There is a model or a training of this name already.</source>
        <translation>已有同名的模型或训练。</translation>
    </message>
    <message>
        <source>The model that comes out is called so.</source>
        <translation>训练出的模型以此命名。</translation>
    </message>
    <message>
        <source>First add the texts to learn from.</source>
        <translation>请先添加用于学习的文本。</translation>
    </message>
    <message>
        <source>It runs in the background and leaves a processor core free. You can go on working.</source>
        <translation>训练在后台进行，并空出一个处理器核心，您可以继续工作。</translation>
    </message>
    <message>
        <source>Your texts</source>
        <translation>您的文本</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>学习方式</translation>
    </message>
    <message>
        <source>A copy of a model learns from your own examples, here on this computer. A tenth of them is held back to measure what came of it.</source>
        <translation>模型的一个副本在这台电脑上从您自己的样例中学习。其中十分之一留出，用来评测效果。</translation>
    </message>
    <message>
        <source>What to teach</source>
        <translation>教什么</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Which column holds what, if it was guessed wrongly</source>
        <translation>如果猜错了，请指明各列的内容</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>力度</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>充分</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Quick takes minutes and is enough to see whether it helps. Thorough goes on until nothing more is gained, which may take hours.</source>
        <translation>“快速”只需几分钟，足以看出有没有帮助；“充分”会一直进行到不再有提高为止，可能需要几小时。</translation>
    </message>
    <message>
        <source>A new model knows nothing: it learns the language, too, from your texts alone. That takes a hundred thousand examples and hours; with fewer it stays far behind the model that ships with the program, which it is compared with.</source>
        <translation>新模型一无所知：连语言也只能从您的文本中学习。这需要十万条示例和数小时的时间；示例较少时，它会远远落后于程序自带的模型，训练结束后会与后者比较。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Everywhere</source>
        <translation>所有页面</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Go to the Workspace</source>
        <translation>转到工作区</translation>
    </message>
    <message>
        <source>Go to the Training</source>
        <translation>转到训练</translation>
    </message>
    <message>
        <source>Go to the History</source>
        <translation>转到历史记录</translation>
    </message>
    <message>
        <source>Go to the Settings</source>
        <translation>转到设置</translation>
    </message>
    <message>
        <source>Open the glossary</source>
        <translation>打开术语表</translation>
    </message>
    <message>
        <source>List of the keyboard shortcuts</source>
        <translation>键盘快捷键列表</translation>
    </message>
    <message>
        <source>Quit BertSum</source>
        <translation>退出 BertSum</translation>
    </message>
    <message>
        <source>Translate, summarize, or read sentiment</source>
        <translation>翻译、摘要或情感分析</translation>
    </message>
    <message>
        <source>Cancel, or dismiss a message</source>
        <translation>取消，或关闭消息</translation>
    </message>
    <message>
        <source>Work while you type, or not</source>
        <translation>开启或关闭边输入边处理</translation>
    </message>
    <message>
        <source>Light words that belong together, or not</source>
        <translation>是否高亮相互对应的词语</translation>
    </message>
    <message>
        <source>Kind of work: translate</source>
        <translation>任务类型：翻译</translation>
    </message>
    <message>
        <source>Kind of work: summarize</source>
        <translation>任务类型：摘要</translation>
    </message>
    <message>
        <source>Kind of work: sentiment</source>
        <translation>任务类型：情感</translation>
    </message>
    <message>
        <source>Open the text of a file</source>
        <translation>打开文件的文本</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Remember corrections of a translation</source>
        <translation>记住对译文的修改</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Swap languages and texts</source>
        <translation>交换语言和文本</translation>
    </message>
    <message>
        <source>To the other pane</source>
        <translation>切换到另一窗格</translation>
    </message>
    <message>
        <source>To the other pane, backwards</source>
        <translation>反向切换到另一窗格</translation>
    </message>
    <message>
        <source>Other renderings of a sentence</source>
        <translation>句子的其他译法</translation>
    </message>
    <message>
        <source>Find in the text of a pane</source>
        <translation>在窗格文本中查找</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>查找下一处</translation>
    </message>
    <message>
        <source>Find the place before</source>
        <translation>查找上一处</translation>
    </message>
    <message>
        <source>Larger text in the panes</source>
        <translation>放大窗格文字</translation>
    </message>
    <message>
        <source>Smaller text in the panes</source>
        <translation>缩小窗格文字</translation>
    </message>
    <message>
        <source>Usual size of the text in the panes</source>
        <translation>恢复窗格文字的默认大小</translation>
    </message>
    <message>
        <source>Start the training that is set up</source>
        <translation>开始已设置好的训练</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>搜索历史记录</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{keys} (changed)</source>
        <translation>{keys}（已更改）</translation>
    </message>
    <message>
        <source>In texts (cannot be changed)</source>
        <translation>文本编辑（不可更改）</translation>
    </message>
    <message>
        <source>Press the new keys in the field.</source>
        <translation>请在输入框中按下新的按键。</translation>
    </message>
    <message>
        <source>The new keys hold at once.</source>
        <translation>新的按键已立即生效。</translation>
    </message>
    <message>
        <source>{keys} already does this: {action}. Choose others.</source>
        <translation>{keys} 已用于“{action}”，请选择其他按键。</translation>
    </message>
    <message>
        <source>{keys} is needed for editing text. Choose others.</source>
        <translation>{keys} 用于编辑文本，请选择其他按键。</translation>
    </message>
    <message>
        <source>{keys} is needed for typing. Hold Ctrl or Alt with it.</source>
        <translation>{keys} 用于输入文字，请同时按住 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>All keys are the usual ones again.</source>
        <translation>所有按键已恢复默认。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新的按键</translation>
    </message>
    <message>
        <source>Without keys</source>
        <translation>不设按键</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln 个字符</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln 词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln 句</numerusform>
        </translation>
    </message>
    <message>
        <source>Encoding of the file: {name}</source>
        <translation>文件编码：{name}</translation>
    </message>
    <message numerus="yes">
        <source>Join %Ln broken line(s)</source>
        <translation>
            <numerusform>合并 %Ln 处断行</numerusform>
        </translation>
    </message>
    <message>
        <source>Detect language</source>
        <translation>检测语言</translation>
    </message>
    <message>
        <source>Detect language ({language})</source>
        <translation>检测语言（{language}）</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Text ({language})</source>
        <translation>原文（{language}）</translation>
    </message>
    <message>
        <source>Read the file in another encoding, if characters are wrong</source>
        <translation>如果出现乱码，可用其他编码重新读取文件</translation>
    </message>
    <message>
        <source>Join lines that only a page or an e-mail has broken (can be undone)</source>
        <translation>合并因页面或邮件换行而断开的行（可撤销）</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>原文语言</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Type or paste text, or drop documents here</source>
        <translation>输入或粘贴文字，或将文档拖放到此处</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Glossary: terms and how to translate them</source>
        <translation>术语表：术语及其译法</translation>
    </message>
    <message>
        <source>Open the text of a file</source>
        <translation>打开文件的文本</translation>
    </message>
    <message>
        <source>Documents: open some, a folder, or recent ones</source>
        <translation>文档：打开文档、文件夹或最近的文件</translation>
    </message>
    <message>
        <source>Clear the text (can be undone)</source>
        <translation>清空文字（可以撤销）</translation>
    </message>
</context>
<context>
    <name>StartLanguages</name>
    <message>
        <source>Languages at the start</source>
        <translation>启动时的语言</translation>
    </message>
    <message>
        <source>Texts are in</source>
        <translation>原文语言</translation>
    </message>
    <message>
        <source>Translate into</source>
        <translation>译文语言</translation>
    </message>
    <message>
        <source>As chosen last</source>
        <translation>沿用上次的选择</translation>
    </message>
    <message>
        <source>Detect language</source>
        <translation>检测语言</translation>
    </message>
</context>
<context>
    <name>SummarizeWork</name>
    <message>
        <source>Leave out of the summary</source>
        <translation>从摘要中移除</translation>
    </message>
    <message>
        <source>Add to the summary</source>
        <translation>加入摘要</translation>
    </message>
</context>
<context>
    <name>TermTable</name>
    <message>
        <source>(left as it is)</source>
        <translation>（保留原文）</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>Chosen sentences</source>
        <translation>选句</translation>
    </message>
    <message>
        <source>Abstract</source>
        <translation>概述</translation>
    </message>
    <message>
        <source>Nothing: a new model, as in the article</source>
        <translation>从零开始：文章中的新模型</translation>
    </message>
    <message>
        <source>Nothing: a new small model</source>
        <translation>从零开始：小型新模型</translation>
    </message>
    <message>
        <source>Nothing: a new model of BERT&apos;s size</source>
        <translation>从零开始：BERT 大小的新模型</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Finished, in use</source>
        <translation>已完成，已启用</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Reading the texts</source>
        <translation>正在读取文本</translation>
    </message>
    <message>
        <source>Measuring the model as it is</source>
        <translation>正在评测原模型</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>正在学习</translation>
    </message>
    <message>
        <source>Choosing how far to go</source>
        <translation>正在选择调整幅度</translation>
    </message>
    <message>
        <source>Measuring the new model</source>
        <translation>正在评测新模型</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <source>One side is empty</source>
        <translation>有一侧为空</translation>
    </message>
    <message>
        <source>The two sides are swapped</source>
        <translation>两侧颠倒</translation>
    </message>
    <message>
        <source>A side is in another language</source>
        <translation>有一侧是其他语言</translation>
    </message>
    <message>
        <source>Not translated: both sides are the same</source>
        <translation>未翻译：两侧相同</translation>
    </message>
    <message>
        <source>The lengths do not fit each other</source>
        <translation>长度不相称</translation>
    </message>
    <message>
        <source>Said before</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Also among the texts to measure with</source>
        <translation>评测文本中也有</translation>
    </message>
    <message>
        <source>There is no text</source>
        <translation>没有文本</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>Swap back</source>
        <translation>换回来</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>chrF2, mean of the sentences</source>
        <translation>chrF2（句子平均）</translation>
    </message>
    <message>
        <source>Share read rightly</source>
        <translation>判断正确率</translation>
    </message>
    <message>
        <source>{figure} (at first {before})</source>
        <translation>{figure}（起初 {before}）</translation>
    </message>
    <message>
        <source>On {count} samples: {figures}</source>
        <translation>{count} 条样例：{figures}</translation>
    </message>
    <message>
        <source>Your own texts</source>
        <translation>您自己的文本</translation>
    </message>
    <message>
        <source>Corrections it was taught</source>
        <translation>它学过的修改</translation>
    </message>
    <message>
        <source>General texts</source>
        <translation>通用文本</translation>
    </message>
    <message>
        <source>into {language}</source>
        <translation>译成{language}</translation>
    </message>
    <message>
        <source>Better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>No clear difference</source>
        <translation>无明显差异</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>正面</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>负面</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到一分钟</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <source>The training was broken off</source>
        <translation>训练中断了</translation>
    </message>
    <message>
        <source>Its process ended without a word, as when the computer is switched off or memory runs out. What it had saved is still there.</source>
        <translation>训练进程意外终止，例如电脑关机或内存不足。已保存的内容仍在。</translation>
    </message>
</context>
<context>
    <name>TrainingLog</name>
    <message>
        <source>{examples} examples: {training} to learn from, {held_back} held back</source>
        <translation>共 {examples} 条样例：{training} 条用于学习，{held_back} 条留出</translation>
    </message>
    <message>
        <source>From step {step}, on {device}, threads: {threads}</source>
        <translation>从第 {step} 步开始，设备 {device}，线程 {threads}</translation>
    </message>
    <message>
        <source>{learning} of {all} parameters learn</source>
        <translation>{all} 个参数中有 {learning} 个参与学习</translation>
    </message>
    <message>
        <source>Stage {stage} of {stages}: {tasks}</source>
        <translation>第 {stage} 阶段（共 {stages} 阶段）：{tasks}</translation>
    </message>
    <message>
        <source>Step {step}: memory ran short; each batch is worked on in {parts} parts from here on</source>
        <translation>第 {step} 步：内存不足，此后每个批次分成 {parts} 份处理</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss on held-back texts</source>
        <translation>留出文本上的损失</translation>
    </message>
    <message>
        <source>Step {step}: {words} ({seconds} s)</source>
        <translation>第 {step} 步：{words}（{seconds} 秒）</translation>
    </message>
    <message>
        <source>Step {step}: saved</source>
        <translation>第 {step} 步：已保存</translation>
    </message>
    <message>
        <source>Step {step}: paused</source>
        <translation>第 {step} 步：已暂停</translation>
    </message>
    <message>
        <source>Step {step}: goes on</source>
        <translation>第 {step} 步：继续</translation>
    </message>
    <message>
        <source>Step {step}: {reason}</source>
        <translation>第 {step} 步：{reason}</translation>
    </message>
    <message>
        <source>on general text {loss}</source>
        <translation>通用文本上 {loss}</translation>
    </message>
    <message>
        <source>Step {step}: {words} {values}</source>
        <translation>第 {step} 步：{words} {values}</translation>
    </message>
    <message>
        <source>all steps are done</source>
        <translation>全部步数已完成</translation>
    </message>
    <message>
        <source>the time is used up</source>
        <translation>时间已用完</translation>
    </message>
    <message>
        <source>nothing more is gained</source>
        <translation>不再有提高</translation>
    </message>
    <message>
        <source>ended as wanted</source>
        <translation>按要求结束</translation>
    </message>
    <message>
        <source>stopped and saved</source>
        <translation>已停止并保存</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>My corrections</source>
        <translation>我的修改</translation>
    </message>
    <message numerus="yes">
        <source>My corrections (%Ln new)</source>
        <translation>
            <numerusform>我的修改（%Ln 处新的）</numerusform>
        </translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>训练列表</translation>
    </message>
    <message>
        <source>New training…</source>
        <translation>新建训练…</translation>
    </message>
    <message>
        <source>Training is not in this edition</source>
        <translation>此版本不含训练功能</translation>
    </message>
    <message>
        <source>This is the lite edition: it translates, summarizes and reads sentiment, and leaves out PyTorch, which training needs. Get the full edition of BertSum from where you got this one; your settings, models and history stay where they are.</source>
        <translation>这是精简版：可以翻译、摘要和分析情感，但不包含训练所需的 PyTorch。请从获取此版本的地方获取 BertSum 完整版；您的设置、模型和历史记录都会保留。</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Translation of the clipboard</source>
        <translation>剪贴板译文</translation>
    </message>
    <message>
        <source>BertSum is still running</source>
        <translation>BertSum 仍在运行</translation>
    </message>
    <message>
        <source>Its icon translates what you copy, and has “Quit” in its menu.</source>
        <translation>它的图标可以翻译您复制的内容；要退出，请用图标菜单里的“退出”。</translation>
    </message>
</context>
<context>
    <name>TrayCard</name>
    <message>
        <source>Tray and clipboard</source>
        <translation>托盘与剪贴板</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>托盘图标</translation>
    </message>
    <message>
        <source>Translate the clipboard from there</source>
        <translation>可从托盘翻译剪贴板内容</translation>
    </message>
    <message>
        <source>This desktop shows no tray. Where one can be added (in GNOME by the extension AppIndicator), this works from then on.</source>
        <translation>当前桌面没有托盘。如果能添加（在 GNOME 中可用 AppIndicator 扩展），添加后即可使用。</translation>
    </message>
    <message>
        <source>Closing the window</source>
        <translation>关闭窗口后</translation>
    </message>
    <message>
        <source>Leaves BertSum in the tray</source>
        <translation>BertSum 留在托盘中</translation>
    </message>
    <message>
        <source>Clipboard translations</source>
        <translation>剪贴板译文</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>在窗口中显示</translation>
    </message>
    <message>
        <source>Come as a notification</source>
        <translation>以通知显示</translation>
    </message>
</context>
<context>
    <name>TrayMenu</name>
    <message>
        <source>Translate the clipboard</source>
        <translation>翻译剪贴板内容</translation>
    </message>
    <message>
        <source>Open BertSum</source>
        <translation>打开 BertSum</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>WorkspaceController</name>
    <message>
        <source>A long text: begin with the button</source>
        <translation>文本较长：请按按钮开始</translation>
    </message>
    <message>
        <source>The text was changed since</source>
        <translation>原文已修改</translation>
    </message>
</context>
<context>
    <name>WorkspacePage</name>
    <message>
        <source>Kind of work</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Which model does this kind of work</source>
        <translation>由哪个模型来做</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>Swap languages and texts</source>
        <translation>互换语言和文字</translation>
    </message>
</context>
<context>
    <name>WrittenAsBox</name>
    <message>
        <source>Word for PDF, RTF</source>
        <translation>Word（PDF、RTF）</translation>
    </message>
    <message>
        <source>HTML for PDF, RTF</source>
        <translation>HTML（PDF、RTF）</translation>
    </message>
    <message>
        <source>Markdown for PDF, RTF</source>
        <translation>Markdown（PDF、RTF）</translation>
    </message>
    <message>
        <source>PDF stays PDF</source>
        <translation>PDF 仍为 PDF</translation>
    </message>
    <message>
        <source>What PDF and RTF files become</source>
        <translation>PDF 和 RTF 文件译成什么格式</translation>
    </message>
    <message>
        <source>A file whose text flows anew, or a PDF with new words on the same pages, smaller where they need more room; with two languages each page follows its original. For documents that have not begun</source>
        <translation>文字重新排版的文件，或保持原页面的 PDF（译文放不下时字号缩小；保留两种语言时，每页译文紧跟在原页之后）。用于尚未开始的文档</translation>
    </message>
</context>
</TS>
