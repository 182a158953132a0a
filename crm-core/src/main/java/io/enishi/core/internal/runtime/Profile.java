package io.enishi.core.internal.runtime;

import io.enishi.core.customer.HomeZone;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.AttributeValue;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the visible events state about a person: the latest value of each attribute, and which channels they blocked. */
final class Profile {

    private final ZoneId shopZone;
    private final Map<String, Stated> attributes = new HashMap<>(4);
    private final Map<String, Blocked> blocked = new HashMap<>(0);
    private @Nullable ZoneId zone;

    private record Stated(AttributeValue value, CustomerEvent by) {}

    private record Blocked(boolean isBlocked, CustomerEvent by) {}

    Profile(ZoneId shopZone) {
        this.shopZone = shopZone;
    }

    /** Whether an event can change an answer. */
    static boolean isChangedBy(CustomerEvent event) {
        return event.body() instanceof EventBody.ProfileChanged
                || event.body() instanceof EventBody.AttributesSet
                || event.body() instanceof EventBody.ChannelBlocked
                || event.body() instanceof EventBody.ChannelUnblocked;
    }

    void clear() {
        attributes.clear();
        blocked.clear();
        zone = null;
    }

    /** Takes an event in, in whatever order they come. */
    void see(CustomerEvent event) {
        if (event.body() instanceof EventBody.ProfileChanged profile) {
            state(profile.attributes(), event);
        } else if (event.body() instanceof EventBody.AttributesSet set) {
            state(set.attributes(), event);
        } else if (event.body() instanceof EventBody.ChannelBlocked block) {
            block(block.channel(), true, event);
        } else if (event.body() instanceof EventBody.ChannelUnblocked unblock) {
            block(unblock.channel(), false, event);
        }
    }

    private void state(Map<String, AttributeValue> stated, CustomerEvent by) {
        stated.forEach((name, value) -> {
            Stated known = attributes.get(name);
            if (known == null || TimelineOrder.EVENTS.compare(known.by, by) < 0) {
                attributes.put(name, new Stated(value, by));
            }
        });
        zone = null;
    }

    private void block(String channel, boolean isBlocked, CustomerEvent event) {
        Blocked known = blocked.get(channel);
        if (known == null || TimelineOrder.EVENTS.compare(known.by, event) < 0) {
            blocked.put(channel, new Blocked(isBlocked, event));
        }
    }

    /** Names of the attributes that were stated. */
    Set<String> attributes() {
        return attributes.keySet();
    }

    @Nullable
    AttributeValue attribute(String name) {
        Stated stated = attributes.get(name);
        return stated == null ? null : stated.value;
    }

    /** Whether the account on a channel is blocked, by the latest word. */
    boolean isBlocked(String channel) {
        Blocked state = blocked.get(channel);
        return state != null && state.isBlocked;
    }

    /** The person's zone as far as the profile tells it, else the shop's. */
    ZoneId zone() {
        ZoneId known = zone;
        if (known == null) {
            known = HomeZone.of(this::attribute, shopZone).zone();
            zone = known;
        }
        return known;
    }
}
