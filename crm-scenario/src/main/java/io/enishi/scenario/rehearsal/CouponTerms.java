package io.enishi.scenario.rehearsal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how much a coupon is worth from its words. */
final class CouponTerms {

    private static final Pattern AMOUNT =
            Pattern.compile("(\\d[\\d,]{0,11}(?:\\.\\d{1,3})?)\\s*(%|％|per ?cent|yen|円|JPY)", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private CouponTerms() {}

    static OptionalLong yen(String terms, long order) {
        Matcher amount = AMOUNT.matcher(terms);
        if (!amount.find()) {
            return OptionalLong.empty();
        }
        BigDecimal number = new BigDecimal(amount.group(1).replace(",", ""));
        String unit = amount.group(2);
        boolean share = unit.equals("%") || unit.equals("％") || unit.startsWith("per");
        BigDecimal yen = share ? number.multiply(BigDecimal.valueOf(order)).divide(HUNDRED) : number;
        return OptionalLong.of(yen.setScale(0, RoundingMode.HALF_UP).longValue());
    }
}
