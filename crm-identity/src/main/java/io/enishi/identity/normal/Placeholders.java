package io.enishi.identity.normal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Words and patterns that people type to get past a form: なし, テスト, {@code N/A}, {@code xxx}, ああああ, 0000000. A value that is one says nothing about
 * anybody, and two that are equal say nothing either.
 *
 * <p>Only whole values are judged: テスト is a placeholder, テスト太郎 may be somebody's joke and stays. Sample names such as 山田太郎 stay too, since
 * people are called so. A host adds its own words with {@link #with}.
 */
public final class Placeholders {

    private static final Placeholders STANDARD = new Placeholders(
            words(
                    "なし 無し 無 ナシ 不明 ふめい 未定 未入力 未登録 未記入 未設定 未回答 回答なし 記入なし 該当なし 該当無し 特になし 同上 同左 空白 仮 仮登録 "
                            + "テスト てすと 試験 ダミー サンプル さんぷる ゲスト げすと お客様 匿名 匿名希望 名無し ななし 名前なし 非公開 秘密 ひみつ 退会 退会済み 退会者 削除 "
                            + "削除済み 法人 個人 様 その他 住所不定 住所不明 氏名不明 "
                            + "none null nil nan n/a na n.a. unknown undefined empty blank anonymous anon guest test testtest test1 tester dummy sample example "
                            + "deleted removed no noname no-name hoge hogehoge fuga piyo foo bar foobar asdf asdfasdf asdfgh qwerty qwertyuiop abc abcd abcde "
                            + "abcdef abcdefg aiueo あいうえお かきくけこ アイウエオ user customer first last firstname lastname name 名前 氏名 姓 名 住所 電話番号"));

    private final Set<String> words;

    private Placeholders(Set<String> words) {
        this.words = words;
    }

    /** The words that are common in Japanese and English forms. */
    public static Placeholders standard() {
        return STANDARD;
    }

    /** These and {@code more}, compared without width and case. */
    public Placeholders with(Collection<String> more) {
        Set<String> all = new HashSet<>(words);
        more.forEach(word -> all.add(folded(Objects.requireNonNull(word, "word"))));
        return new Placeholders(Set.copyOf(all));
    }

    /** Whether the whole of {@code raw} is a placeholder: a word of the list, one character over and over, or no letter and no digit at all. */
    public boolean isPlaceholder(String raw) {
        String text = folded(raw);
        if (text.isEmpty()) {
            return false; // nothing is absent, not a placeholder
        }
        return words.contains(text) || isNoise(text);
    }

    private static boolean isNoise(String text) {
        boolean letters = false;
        boolean same = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters |= Character.isLetterOrDigit(c) ? !isMark(c) : Character.isSurrogate(c);
            same &= c == text.charAt(0);
        }
        return !letters || (same && text.length() >= 3 && !Character.isSurrogate(text.charAt(0))) || isFiller(text);
    }

    /** Letters to Unicode that stand for nothing alone: the long vowel marks and the repetition mark. */
    private static boolean isMark(char c) {
        return c == 'ー' || c == 'ｰ' || c == '々' || c == '〇';
    }

    /**
     * Whether digits were made up: one digit over and over, eight equal ones or seven zeros at the end, or counted up (…12345678, 0123456789).
     * False for whatever holds another character or fewer than five digits.
     */
    public static boolean isFiller(String digits) {
        int length = digits.length();
        if (length < 5) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        char last = digits.charAt(length - 1);
        int run = 1;
        while (run < length && digits.charAt(length - 1 - run) == last) {
            run++;
        }
        return run == length
                || run >= 8
                || (last == '0' && run >= 7)
                || digits.endsWith("12345678")
                || "01234567890".contains(digits)
                || "9876543210".contains(digits);
    }

    private static String folded(String raw) {
        return HalfWidth.of(raw).toLowerCase(Locale.ROOT);
    }

    private static Set<String> words(String list) {
        Set<String> words = new HashSet<>();
        for (String word : list.split(" ", -1)) {
            words.add(folded(word));
        }
        return Set.copyOf(words);
    }
}
