"""Surnames whose reading is a fact and not a conversion.

Compiled by hand from common knowledge of 《百家姓》 and dictionary usage, not proof-read against a
dictionary line by line; each is a default that a stored reading overrides. Several readings mean
that families differ: ask once, then store.
Keys are simplified unless the traditional form is a different surname (於 Yū is not 于 Yú).
"""


def _table(text: str, between: str) -> dict[str, tuple[str, ...]]:
    pairs = (pair.split() for line in text.splitlines() for pair in line.split("|"))
    return {own: tuple(readings.split(between)) for own, readings in pairs}


SINGLE = _table(
    """\
单 Shàn|仇 Qiú|查 Zhā|曾 Zēng|解 Xiè|任 Rén|区 Ōu|朴 Piáo|盖 Gě/Gài|繁 Pó|员 Yùn|能 Nài|阚 Kàn
都 Dū|瞿 Qú|华 Huà/Huá|宁 Níng/Nìng|甯 Nìng|燕 Yān|应 Yīng|冼 Xiǎn|洗 Xiǎn|逄 Páng|召 Shào/Zhào
缪 Miào/Móu|牟 Móu/Mù|翟 Zhái/Dí|柏 Bǎi|秘 Bì|贾 Jiǎ|纪 Jǐ/Jì|卜 Bǔ|句 Gōu|勾 Gōu|尉 Wèi
乐 Yuè/Lè|哈 Hǎ|那 Nā/Nà|黑 Hēi/Hè|种 Chóng|重 Chóng|祭 Zhài|车 Chē|曲 Qū|麴 Qū|谌 Chén/Shèn
覃 Qín/Tán|郗 Xī/Chī|郇 Xún/Huán|隗 Wěi/Kuí|葛 Gě|干 Gān|过 Guō|佴 Nài|晁 Cháo|晟 Chéng|沈 Shěn
石 Shí|薄 Bó|宓 Mì|费 Fèi/Bì|贲 Bēn|俞 Yú|相 Xiàng|行 Xíng/Háng|占 Zhān|仝 Tóng|强 Qiáng
臧 Zāng|庹 Tuǒ|万 Wàn|乜 Niè|亓 Qí|逯 Lù|訾 Zī|厍 Shè|仉 Zhǎng|幺 Yāo|么 Yāo|夏 Xià|隽 Juàn/Jùn
佘 Shé|余 Yú|於 Yū|于 Yú|台 Tái|叶 Yè|钭 Tǒu|郏 Jiá|蒯 Kuǎi|濮 Pú|咸 Xián|夔 Kuí|宿 Sù|禚 Zhuó
尹 Yǐn|殷 Yīn|褚 Chǔ|炅 Guì|冯 Féng
藏 Zāng|撒 Sǎ|颉 Xié|尧 Yáo|阿 Ē
盛 Shèng|莘 Shēn/Xīn|郄 Qiè|郤 Xì|昝 Zǎn|綦 Qí
""",
    between="/",
)

COMPOUND = _table(
    """\
欧阳 Ōu.yáng|司马 Sī.mǎ|诸葛 Zhū.gě|上官 Shàng.guān|司徒 Sī.tú|夏侯 Xià.hóu|尉迟 Yù.chí
长孙 Zhǎng.sūn|慕容 Mù.róng|皇甫 Huáng.fǔ|宇文 Yǔ.wén|公孙 Gōng.sūn|端木 Duān.mù|令狐 Líng.hú
轩辕 Xuān.yuán|东方 Dōng.fāng|独孤 Dú.gū|南宫 Nán.gōng|西门 Xī.mén|万俟 Mò.qí|呼延 Hū.yán
闻人 Wén.rén|赫连 Hè.lián|濮阳 Pú.yáng|淳于 Chún.yú|太史 Tài.shǐ|申屠 Shēn.tú|钟离 Zhōng.lí
鲜于 Xiān.yú|闾丘 Lǘ.qiū|公冶 Gōng.yě|宗政 Zōng.zhèng|司空 Sī.kōng|拓跋 Tuò.bá|百里 Bǎi.lǐ
东郭 Dōng.guō|微生 Wēi.shēng|梁丘 Liáng.qiū|左丘 Zuǒ.qiū|谷梁 Gǔ.liáng|澹台 Tán.tái|第五 Dì.wǔ
亓官 Qí.guān|乐正 Yuè.zhèng|漆雕 Qī.diāo|夹谷 Jiá.gǔ|宰父 Zǎi.fǔ|段干 Duàn.gān|仲孙 Zhòng.sūn
贺兰 Hè.lán|完颜 Wán.yán|纳兰 Nà.lán|叶赫 Yè.hè|范姜 Fàn.jiāng|司寇 Sī.kòu|巫马 Wū.mǎ
""",
    between=".",
)
