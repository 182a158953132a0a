package io.enishi.core;

import io.enishi.core.condition.Condition;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A journey that watches one condition, sends nothing and stays; what starts it, and what ends it, is its subclass's affair. */
abstract class Watching implements Journey<Boolean> {

    private final String name;
    private final Map<String, Condition> watched;

    Watching(String name, String condition, Condition watched) {
        this.name = name;
        this.watched = Map.of(condition, watched);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String definitionHash() {
        return name + "1";
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of("order.placed");
    }

    @Override
    public Map<String, Condition> conditions() {
        return watched;
    }

    @Override
    public Set<String> watches() {
        return watched.keySet();
    }

    @Override
    public Decision<Boolean> start(InstanceKey key, Input input, CustomerView view) {
        return Decision.stay(true, List.of());
    }

    @Override
    public Decision<Boolean> decide(InstanceKey key, Boolean state, Input input, CustomerView view) {
        return Decision.stay(true, List.of());
    }

    @Override
    public byte[] encode(Boolean state) {
        return new byte[] {1};
    }

    @Override
    public Boolean decode(byte[] bytes) {
        return true;
    }
}
