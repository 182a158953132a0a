package io.enishi.examples.shop;

import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the shop sells: kitchen, home, coffee, office, beauty; a printer and its ink. */
public final class Assortment {

    static final Product PRINTER = new Product("PR-100", "printer", "インクジェットプリンター", 24_800, "", 14);
    static final Product PRINTER_LARGE = new Product("PR-300", "printer", "A3対応プリンター", 49_800, "", 14);
    static final Product INK = new Product("INK-4C", "ink", "純正インク4色パック", 4_980, "printer", 45);
    static final Product COFFEE = new Product("CF-200", "coffee", "深煎りコーヒー豆 200g", 1_480, "", 30);
    static final Product SERUM = new Product("BT-30", "beauty", "薬用美容液 30ml", 5_500, "", 40);

    /** A sample of {@link #SERUM}; nobody finds it among the others. */
    static final Product SAMPLE = new Product("BT-TRY", "beauty", "薬用美容液 お試し 5ml", 980, "", 7);

    private static final List<Product> ALL = List.of(
            PRINTER,
            PRINTER_LARGE,
            INK,
            COFFEE,
            SERUM,
            new Product("CF-DRIP", "coffee", "ドリップバッグ 20袋", 1_980, "", 25),
            new Product("CF-MILL", "kitchen", "手挽きコーヒーミル", 7_800, "", 14),
            new Product("KT-PAN26", "kitchen", "鉄フライパン 26cm", 6_600, "", 14),
            new Product("KT-KNIFE", "kitchen", "三徳包丁", 12_800, "", 14),
            new Product("KT-RICE", "kitchen", "IH炊飯器 5.5合", 38_500, "", 14),
            new Product("KT-BOARD", "kitchen", "ひのきのまな板", 4_400, "", 14),
            new Product("HM-TOWEL", "home", "今治バスタオル 2枚組", 3_960, "", 10),
            new Product("HM-SHEET", "home", "綿シーツ ダブル", 5_980, "", 10),
            new Product("HM-LAMP", "home", "調光デスクライト", 8_980, "", 14),
            new Product("HM-CLEAN", "home", "コードレス掃除機", 54_800, "", 21),
            new Product("OF-NOTE", "office", "方眼ノート 5冊", 1_650, "", 14),
            new Product("OF-PEN", "office", "万年筆", 16_500, "", 14),
            new Product("OF-PAPER", "office", "コピー用紙 2500枚", 2_980, "", 60),
            new Product("BT-SOAP", "beauty", "枠練り石けん", 1_760, "", 30),
            new Product("BT-OIL", "beauty", "椿油", 2_200, "", 45));

    private static final Map<String, Product> BY_SKU =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Product::sku, Function.identity()));

    private Assortment() {}

    public static List<Product> all() {
        return ALL;
    }

    /** What the shop knows of its products, for rules. */
    public static Catalog catalog() {
        return (sku, fact) -> {
            if (sku.equals(SAMPLE.sku())) {
                return fact.equals("sample-of") ? List.of(AttributeValue.of(SERUM.sku())) : facts(SAMPLE, fact);
            }
            Product product = BY_SKU.get(sku);
            return product == null ? List.of() : facts(product, fact);
        };
    }

    private static List<AttributeValue> facts(Product product, String fact) {
        return switch (fact) {
            case Catalog.CATEGORY -> List.of(AttributeValue.of(product.category()));
            case Catalog.PRICE -> List.of(AttributeValue.of(product.yen()));
            case Catalog.CONSUMABLE_OF ->
                product.consumableOf().isEmpty() ? List.of() : List.of(AttributeValue.of(product.consumableOf()));
            case Catalog.USE_PERIOD_DAYS -> List.of(AttributeValue.of(product.useDays()));
            default -> List.of();
        };
    }
}
