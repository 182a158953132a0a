package io.enishi.core;

import io.enishi.core.condition.Condition;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Journey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends the shop's news to those who are interested. */
record Told(String name, List<Interest> interests, Set<String> eventTypes) implements Journey<String> {

    static Told of(String name, Interest interest) {
        return new Told(name, List.of(interest), Set.of(interest.shopEvent()));
    }

    @Override
    public String definitionHash() {
        return name + interests;
    }

    @Override
    public Map<String, Condition> conditions() {
        return Map.of();
    }

    @Override
    public Entries enter(Input input, CustomerView view) {
        if (input instanceof Input.Happened happened) {
            for (CustomerEvent event : happened.events()) {
                if (eventTypes.contains(event.type())) {
                    return Entries.of(view.originOf(event), name(), event.id().toString(), event.type());
                }
            }
        }
        return Entries.none();
    }

    @Override
    public Decision<String> start(InstanceKey key, Input input, CustomerView view) {
        Effect.Send send = new Effect.Send(
                List.of(new Effect.Offer("mail", name)),
                MessageClass.ADVERTISING,
                "newsletter",
                null,
                Effect.OnCapped.SKIP,
                Map.of());
        Command command = new Command(key.command("news.1"), send, view.now(), null);
        return new Decision<>("told", null, List.of(command), List.of(), List.of(), null, false, List.of());
    }

    @Override
    public Decision<String> decide(InstanceKey key, String state, Input input, CustomerView view) {
        if (input instanceof Input.Dispatching dispatching) {
            Dispatch verdict = dispatching.clearance() instanceof Clearance.Cleared
                    ? new Dispatch.Go()
                    : new Dispatch.Drop("not-cleared", "not cleared");
            return Decision.stay(state, List.of()).withDispatch(verdict);
        }
        return Decision.stay(state, List.of());
    }

    @Override
    public byte[] encode(String state) {
        return state.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
