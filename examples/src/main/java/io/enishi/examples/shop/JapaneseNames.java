package io.enishi.examples.shop;

import java.util.List;

/** Names and places to draw from: common Japanese ones, with their reading and the Latin form used in mail addresses. */
final class JapaneseNames {

    /**
     * @param kanji as written
     * @param kana reading in katakana
     * @param latin lower-case Latin letters
     */
    record Name(String kanji, String kana, String latin) {}

    /** @param code postal code of the area, without hyphen */
    record Place(String prefecture, String city, String code) {}

    static final List<Name> SURNAMES = List.of(
            new Name("佐藤", "サトウ", "sato"),
            new Name("鈴木", "スズキ", "suzuki"),
            new Name("高橋", "タカハシ", "takahashi"),
            new Name("髙橋", "タカハシ", "takahashi"),
            new Name("田中", "タナカ", "tanaka"),
            new Name("伊藤", "イトウ", "ito"),
            new Name("渡辺", "ワタナベ", "watanabe"),
            new Name("渡邉", "ワタナベ", "watanabe"),
            new Name("山本", "ヤマモト", "yamamoto"),
            new Name("中村", "ナカムラ", "nakamura"),
            new Name("小林", "コバヤシ", "kobayashi"),
            new Name("加藤", "カトウ", "kato"),
            new Name("吉田", "ヨシダ", "yoshida"),
            new Name("山田", "ヤマダ", "yamada"),
            new Name("佐々木", "ササキ", "sasaki"),
            new Name("山口", "ヤマグチ", "yamaguchi"),
            new Name("松本", "マツモト", "matsumoto"),
            new Name("井上", "イノウエ", "inoue"),
            new Name("木村", "キムラ", "kimura"),
            new Name("斎藤", "サイトウ", "saito"),
            new Name("齋藤", "サイトウ", "saito"),
            new Name("清水", "シミズ", "shimizu"),
            new Name("山崎", "ヤマザキ", "yamazaki"),
            new Name("阿部", "アベ", "abe"),
            new Name("森", "モリ", "mori"),
            new Name("池田", "イケダ", "ikeda"),
            new Name("橋本", "ハシモト", "hashimoto"),
            new Name("石川", "イシカワ", "ishikawa"),
            new Name("前田", "マエダ", "maeda"),
            new Name("藤田", "フジタ", "fujita"),
            new Name("後藤", "ゴトウ", "goto"),
            new Name("近藤", "コンドウ", "kondo"),
            new Name("村上", "ムラカミ", "murakami"),
            new Name("遠藤", "エンドウ", "endo"),
            new Name("青木", "アオキ", "aoki"),
            new Name("坂本", "サカモト", "sakamoto"),
            new Name("福田", "フクダ", "fukuda"),
            new Name("太田", "オオタ", "ota"),
            new Name("西村", "ニシムラ", "nishimura"),
            new Name("藤井", "フジイ", "fujii"));

    static final List<Name> WOMEN = List.of(
            new Name("陽子", "ヨウコ", "yoko"),
            new Name("恵子", "ケイコ", "keiko"),
            new Name("美咲", "ミサキ", "misaki"),
            new Name("さくら", "サクラ", "sakura"),
            new Name("由美", "ユミ", "yumi"),
            new Name("真由美", "マユミ", "mayumi"),
            new Name("久美子", "クミコ", "kumiko"),
            new Name("葵", "アオイ", "aoi"),
            new Name("結衣", "ユイ", "yui"),
            new Name("千尋", "チヒロ", "chihiro"),
            new Name("麻衣", "マイ", "mai"),
            new Name("彩", "アヤ", "aya"),
            new Name("智子", "トモコ", "tomoko"),
            new Name("裕子", "ユウコ", "yuko"),
            new Name("直美", "ナオミ", "naomi"),
            new Name("香織", "カオリ", "kaori"),
            new Name("愛", "アイ", "ai"),
            new Name("七海", "ナナミ", "nanami"),
            new Name("京子", "キョウコ", "kyoko"),
            new Name("優子", "ユウコ", "yuuko"));

    static final List<Name> MEN = List.of(
            new Name("翔太", "ショウタ", "shota"),
            new Name("健一", "ケンイチ", "kenichi"),
            new Name("大輔", "ダイスケ", "daisuke"),
            new Name("拓也", "タクヤ", "takuya"),
            new Name("誠", "マコト", "makoto"),
            new Name("隆", "タカシ", "takashi"),
            new Name("浩", "ヒロシ", "hiroshi"),
            new Name("直樹", "ナオキ", "naoki"),
            new Name("蓮", "レン", "ren"),
            new Name("悠斗", "ユウト", "yuto"),
            new Name("和也", "カズヤ", "kazuya"),
            new Name("剛", "ツヨシ", "tsuyoshi"),
            new Name("亮", "リョウ", "ryo"),
            new Name("修", "オサム", "osamu"),
            new Name("哲也", "テツヤ", "tetsuya"),
            new Name("大樹", "ダイキ", "daiki"),
            new Name("学", "マナブ", "manabu"),
            new Name("豊", "ユタカ", "yutaka"),
            new Name("涼", "リョウ", "ryou"),
            new Name("一郎", "イチロウ", "ichiro"));

    static final List<Place> PLACES = List.of(
            new Place("東京都", "渋谷区", "1500001"),
            new Place("東京都", "世田谷区", "1540004"),
            new Place("東京都", "八王子市", "1920046"),
            new Place("神奈川県", "横浜市西区", "2200011"),
            new Place("神奈川県", "川崎市川崎区", "2100007"),
            new Place("埼玉県", "さいたま市大宮区", "3300854"),
            new Place("千葉県", "千葉市中央区", "2600015"),
            new Place("大阪府", "大阪市北区", "5300001"),
            new Place("大阪府", "堺市堺区", "5900028"),
            new Place("京都府", "京都市中京区", "6040804"),
            new Place("兵庫県", "神戸市中央区", "6500001"),
            new Place("愛知県", "名古屋市中区", "4600008"),
            new Place("静岡県", "静岡市葵区", "4200852"),
            new Place("福岡県", "福岡市博多区", "8120011"),
            new Place("北海道", "札幌市中央区", "0600001"),
            new Place("宮城県", "仙台市青葉区", "9800811"),
            new Place("広島県", "広島市中区", "7300011"),
            new Place("沖縄県", "那覇市", "9000013"));

    static final List<String> MAIL_DOMAINS =
            List.of("mail.example", "keitai.example", "web-mail.example", "post.example", "company.example");

    private JapaneseNames() {}
}
