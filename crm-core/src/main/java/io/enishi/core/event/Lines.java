package io.enishi.core.event;

import java.util.List;

/** The two set-valued fields that everything with order lines has. */
final class Lines {

    private Lines() {}

    static List<String> products(List<OrderLine> lines) {
        return lines.stream().map(OrderLine::product).distinct().toList();
    }

    static List<String> categories(List<OrderLine> lines) {
        return lines.stream()
                .map(OrderLine::category)
                .filter(category -> !category.isEmpty())
                .distinct()
                .toList();
    }
}
