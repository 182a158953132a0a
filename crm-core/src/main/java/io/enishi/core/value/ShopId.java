package io.enishi.core.value;

/**
 * The shop (tenant) that a {@code Crm} belongs to; stores key everything by it.
 *
 * @param value 1 to 64 characters of {@code a-z 0-9 - _ .}
 */
public record ShopId(String value) {

    public ShopId {
        Names.requireName("shop id", value, 64);
    }

    public static ShopId of(String value) {
        return new ShopId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
