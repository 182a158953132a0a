package io.enishi.examples.shop;

/**
 * Something the shop sells.
 *
 * @param sku product id
 * @param category the shop's category
 * @param name as the shop writes it
 * @param yen tax-included price
 * @param consumableOf the category of the machine that uses it up; empty when it is used on its own
 * @param useDays how long one lasts or how long it takes to form an opinion
 */
public record Product(String sku, String category, String name, long yen, String consumableOf, int useDays) {}
