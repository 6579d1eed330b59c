"""The characters that foreign names are mostly written with in Chinese."""

from __future__ import annotations

#: The commoner characters of the tables of transcription.
TRANSCRIBING = frozenset(
    "阿埃艾安昂奥巴鲍贝本比宾波伯博布达戴丹德登邓迪蒂丁杜多厄恩尔法范菲费芬丰弗福盖冈戈格古哈海汉豪赫亨胡"
    "华怀霍基吉加贾杰金久卡凯坎康考科克肯库夸拉莱赖兰朗劳勒雷里利莉丽林琳卢鲁伦罗洛马迈麦曼芒毛梅门蒙米密"
    "敏莫默姆穆娜纳南内尼宁努诺帕派潘庞佩彭皮平珀普奇恰乔切琴丘茹萨塞赛桑瑟森沙山舍圣施史斯苏索塔泰坦汤特"
    "提廷图托瓦万旺威韦维魏温文翁沃乌武西希夏香肖谢辛休许雅亚延扬耶叶伊因英尤约泽扎詹朱兹佐"
)
