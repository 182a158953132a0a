package io.enishi.identity.ja;

import java.util.Arrays;

/** The 47 prefectures, by number from Hokkaido on. */
final class Prefectures {

    private static final String[] NAMES = {
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
                "石川県", "福井県", "山梨県",
        "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県",
                "徳島県", "香川県", "愛媛県",
        "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"
    };

    private static final String[] KEYS =
            Arrays.stream(NAMES).map(AddressText::key).toArray(String[]::new);

    static final int COUNT = NAMES.length;

    private Prefectures() {}

    static String name(int prefecture) {
        return NAMES[prefecture];
    }

    /** The one that the text begins with at {@code start}, written out; -1 when it begins with none. */
    static int written(AddressText text, int start) {
        for (int p = 0; p < COUNT; p++) {
            if (text.startsWith(KEYS[p], start)) {
                return p;
            }
        }
        return -1;
    }

    /** Where it ends, its last letter left out or not; -1 when the text does not begin with it. */
    static int end(int prefecture, AddressText text, int start) {
        String key = KEYS[prefecture];
        if (text.startsWith(key, start)) {
            return start + key.length();
        }
        String shorter = key.substring(0, key.length() - 1);
        return prefecture > 0 && text.startsWith(shorter, start) ? start + shorter.length() : -1; // not 北海
    }

    /** Whether so many folded letters are the prefecture with its last one. */
    static boolean isWhole(int prefecture, int length) {
        return KEYS[prefecture].length() == length;
    }
}
