package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;

/** A compiled filter over one type's events. */
interface EventTest {
    boolean test(CustomerEvent event);
}
