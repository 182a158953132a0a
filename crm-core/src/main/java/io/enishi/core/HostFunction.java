package io.enishi.core;

import io.enishi.core.process.CustomerView;
import io.enishi.core.value.AttributeValue;
import java.util.Map;

/** A function of the host that conditions may name. It must be a pure function of what it is handed. */
@FunctionalInterface
public interface HostFunction {

    /** Whether it holds for {@code customer}. */
    boolean test(CustomerView customer, Map<String, AttributeValue> arguments);
}
