package io.enishi.identity.ja;

/** Tells by its last letter where the name of a city ends, for want of a table. */
final class CitySuffix {

    /** Cities with wards: behind any other 市 a 区 is part of a town. */
    private static final String[] WITH_WARDS = {
        "札幌市", "仙台市", "埼玉市", "サイタマ市", "千葉市", "横浜市", "川崎市", "相模原市", "新潟市", "静岡市", "浜松市", "名古屋市", "京都市", "大阪市", "堺市",
        "神戸市", "岡山市", "広島市", "北9州市", "福岡市", "熊本市"
    };

    /** Cities whose name holds a 郡, folded. */
    private static final String[] NO_DISTRICTS = {"郡山市", "大和郡山市", "蒲郡市", "小郡市", "郡上市", "上郡町"};

    /** Cities whose name holds another 市, 町 or 村 where it could end, folded. */
    private static final String[] WHOLE = {
        "4日市市", "廿日市市", "野々市市", "8日市場市", "10日町市", "大町市", "町田市", "村山市", "東村山市", "武蔵村山市", "羽村市", "村上市", "田村市", "大村市",
        "市原市", "市川市", "玉村町", "中村区", "今市市"
    };

    private static final int LONGEST = 12;

    private CitySuffix() {}

    /** Where the city that begins at {@code from} ends; {@code from} when none does. */
    static int end(AddressText text, int from, String prefecture) {
        for (String whole : WHOLE) {
            if (text.startsWith(whole, from)) {
                return from + whole.length();
            }
        }
        int district = find(text, from + 1, from + 6, "郡");
        if (district > 0 && !isNoDistrict(text, from)) {
            int town = find(text, district + 2, district + 8, "町村");
            if (town > 0) {
                char after = text.at(town + 1);
                return after == '町' || after == '村' ? town + 2 : town + 1; // 玉村町
            }
        }
        int city = find(text, from + 1, from + LONGEST, "市");
        int ward = find(text, from + 1, from + 6, "区");
        if (ward > 0 && (city < 0 || ward < city)) {
            return ward + 1;
        }
        if (city > 0) {
            int end = text.at(city + 1) == '市' ? city + 2 : city + 1;
            return hasWards(text, from) ? wardEnd(text, end) : end;
        }
        int town = find(text, from + 1, from + LONGEST, "町村");
        return town > 0 && !prefecture.isEmpty() ? town + 1 : from;
    }

    private static int wardEnd(AddressText text, int city) {
        int ward = find(text, city + 1, city + 6, "区");
        return ward > 0 ? ward + 1 : city;
    }

    private static int find(AddressText text, int from, int to, String letters) {
        for (int i = from; i < Math.min(to, text.size); i++) {
            if (letters.indexOf(text.at(i)) >= 0) {
                return i;
            }
            if (text.isArabic(i)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean hasWards(AddressText text, int from) {
        for (String city : WITH_WARDS) {
            if (text.startsWith(city, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNoDistrict(AddressText text, int from) {
        for (String city : NO_DISTRICTS) {
            if (text.startsWith(city, from)) {
                return true;
            }
        }
        return false;
    }
}
