package io.enishi.identity.link;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column says about a person, judged by its name and by what its values are. */
enum ColumnRole {
    /** Who the person is, which is the answer and no evidence. */
    ANSWER,
    /** Something about the row, such as its number or when it was changed. */
    ROW,
    FULL_NAME,
    /** The reading of a full name, or of what {@link #FAMILY_NAME} and {@link #GIVEN_NAME} are the writing of. */
    FULL_KANA,
    FAMILY_NAME,
    GIVEN_NAME,
    FAMILY_KANA,
    GIVEN_KANA,
    BIRTH,
    AGE,
    /** A whole address, or a piece of one. */
    ADDRESS,
    POSTAL_CODE,
    TELEPHONE,
    EMAIL,
    /** A card or a device, which people of one household lend each other. */
    LENT,
    OTHER;

    private static final Pattern LATIN_ACCENT = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");
    private static final Pattern ANSWERS =
            Pattern.compile("(?:true|truth|gold|golden|label|cluster|entity|match|household|duplicate|person)(?:"
                    + " (?:true|truth|id|no|key|label|number|cluster|entity|person|household|group))*|ground truth");
    private static final Pattern OF_ROW =
            Pattern.compile(".*(?:update|create|modif|timestamp|insert|regist|sign ?up|joined|last"
                    + " (?:order|purchase|visit|login|seen)|order date|更新|登録|作成|入会|注文|購入|来店).*");
    private static final Pattern ID = Pattern.compile(
            "(?:.* )?(?:id|uuid|guid|key|no|nr|num|number|code|index|row|record|line)|.*(?:番号|コード|キー|通番)");
    private static final Pattern GIVEN = Pattern.compile(
            ".*(?:\\bgiven|\\bfirst|\\bfore ?name|\\bfname|christian name|\\bmei\\b|\\binitials?\\b|vorname|rufname"
                    + "|prenom|voornaam|nombre|\\bnome\\b).*|名|.*(?:（名）|\\(名\\)|下の名前)|メイ.*");
    private static final Pattern FAMILY =
            Pattern.compile(".*(?:\\bfamily|\\blast ?name|\\blast\\b|\\bsur ?name|\\blname|\\bsei\\b|nachname|familien"
                    + " ?name|zuname|nom de"
                    + " famille|apellido|cognome|sobrenome|achternaam).*|nom|姓.*|.*(?:（姓）|\\(姓\\))|苗字.*|名字.*|セイ.*");
    private static final Pattern KANA = Pattern.compile(".*(?:kana|yomi|furigana|カナ|かな|ﾌﾘｶﾞﾅ|フリガナ|ふりがな|ヨミ|読み).*|セイ|メイ");
    private static final Pattern NAME = Pattern.compile(
            ".*(?:\\bname|\\bfull"
                    + " ?name|\\bperson|\\bcustomer|\\bclient|\\bcontact|\\bcust\\b|\\bmember|\\bnamae|氏名|名前|顧客名|会員名|お客様|宛名).*");
    private static final Pattern OF_THING =
            Pattern.compile(".*(?:site|company|organi[sz]ation|\\borg\\b|business|shop|store|product|item|brand|user"
                    + " ?name|display|nick|file|school|place|city|town|street|address|会社|店|商品|表示|ニックネーム).*");
    private static final Pattern BORN =
            Pattern.compile(".*(?:birth|born|\\bdob\\b|\\bgeb|naissance|nacimiento|nascita|生年月日|誕生|生まれ).*");
    private static final Pattern OLD = Pattern.compile("(?:.* )?age|年齢|nenrei");
    private static final Pattern CARD = Pattern.compile(".*(?:\\bcard|device|cookie|browser|terminal|カード|端末|デバイス).*");
    private static final Pattern HOME = Pattern.compile(
            ".*(?:addr|street|suburb|city|town|state|prefecture|\\bpref\\b|place|\\bhouse|county|region|village|district|building|apartment|\\bapt\\b|\\bunit\\b|strasse|anschrift|\\bort\\b|wohnort|stadt|\\brue\\b|ville\\b|commune|\\bcalle\\b|ciudad|domicilio|direccion|indirizzo|citta|住所|都道府県|市区|市町村|町名|町域|番地|丁目|建物|マンション|ビル|県|郡).*");
    private static final Pattern POST = Pattern.compile(".*(?:post|zip|\\bplz\\b|\\bcap\\b).*");
    private static final Set<ColumnKind> WORDS =
            Set.of(ColumnKind.NAME, ColumnKind.TEXT, ColumnKind.JAPANESE_NAME, ColumnKind.KANA, ColumnKind.CATEGORY);
    /** Words of which the names of people have two or three. */
    private static final Pattern TWO_WORDS =
            Pattern.compile("\\p{L}[\\p{L}'’-]*(?:, ?|\\.? )(?:\\p{L}\\.? )*(?:\\p{L}[\\p{L}'’.-]* ?){1,3}");
    /** Share of the values of a column of whole names that no other row has, at least: fewer names than places repeat. */
    private static final double MANIFOLD = 0.2;

    /** The role of a column of a table. */
    static ColumnRole of(String header, ColumnKind kind, Column column) {
        String name = words(header);
        boolean unique = column.known() == column.records() && column.distinct() == column.known();
        boolean numbers = !WORDS.contains(kind) || name.endsWith(" id");
        if (numbers && ANSWERS.matcher(name).matches()) {
            return ANSWER;
        }
        boolean numbered = kind == ColumnKind.NUMBER
                || kind == ColumnKind.CODE
                || ID.matcher(name).matches();
        if (OF_ROW.matcher(name).matches() || (unique && numbered && kind != ColumnKind.EMAIL)) {
            return ROW;
        }
        return switch (kind) {
            case EMAIL -> EMAIL;
            case JAPANESE_PHONE, PHONE -> TELEPHONE;
            case DATE -> BIRTH;
            case JAPANESE_ADDRESS -> ADDRESS;
            case GENDER -> OTHER;
            case JAPANESE_POSTAL -> POSTAL_CODE;
            default -> named(name, kind, column);
        };
    }

    private static ColumnRole named(String name, ColumnKind kind, Column column) {
        if (OLD.matcher(name).matches() && kind == ColumnKind.NUMBER) {
            return AGE;
        }
        if (POST.matcher(name).matches()) {
            return POSTAL_CODE;
        }
        if (HOME.matcher(name).matches() && !BORN.matcher(name).matches()) {
            return ADDRESS;
        }
        if (CARD.matcher(name).matches()) {
            return LENT;
        }
        return WORDS.contains(kind) ? name(name, kind, column) : OTHER;
    }

    private static ColumnRole name(String name, ColumnKind kind, Column column) {
        boolean kana = kind == ColumnKind.KANA || KANA.matcher(name).matches();
        boolean given = GIVEN.matcher(name).matches();
        boolean family = FAMILY.matcher(name).matches();
        if (given != family) {
            return given ? (kana ? GIVEN_KANA : GIVEN_NAME) : (kana ? FAMILY_KANA : FAMILY_NAME);
        }
        boolean thing = OF_THING.matcher(name).matches();
        if (kind == ColumnKind.KANA) {
            return thing ? OTHER : FULL_KANA;
        }
        boolean japanese = kind == ColumnKind.JAPANESE_NAME
                && (NAME.matcher(name).matches() || column.distinct() > MANIFOLD * column.known());
        boolean western = (kind == ColumnKind.NAME || kind == ColumnKind.TEXT)
                && column.distinct() > MANIFOLD * column.known()
                && ColumnKind.mostly(
                        column, value -> TWO_WORDS.matcher(value.strip()).matches());
        return !thing && (japanese || western) ? FULL_NAME : OTHER;
    }

    /** A column's name as words without accents: {@code firstName}, {@code First_Name} and {@code FIRST-NAME} are {@code first name}. */
    private static String words(String header) {
        String spaced = Normalizer.normalize(header, Normalizer.Form.NFKC).replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        String lower = spaced.replaceAll("[_\\-.\\s]+", " ").strip().toLowerCase(Locale.ROOT);
        String plain = LATIN_ACCENT
                .matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                .replaceAll("");
        return Normalizer.normalize(plain, Normalizer.Form.NFC).replace("ß", "ss");
    }

    /** Whether people of one household share it. */
    boolean isOfHousehold() {
        return List.of(FAMILY_NAME, FAMILY_KANA, ADDRESS, POSTAL_CODE, TELEPHONE, EMAIL, LENT)
                .contains(this);
    }

    /** Whether it tells people of one household apart. */
    boolean isPersonal() {
        return List.of(FULL_NAME, FULL_KANA, GIVEN_NAME, GIVEN_KANA, BIRTH, AGE).contains(this);
    }
}
