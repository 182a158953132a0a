package io.enishi.testkit.simulation;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CommandHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mail server with books of its own, and a host that grants points. Their answers are not to be relied on: they are slow, ask to come
 * back, do it and say that they do not know, or do it or not and say nothing.
 */
final class MailServer {

    private final World world;
    private final Map<CommandKey, Channel.Message> taken = new LinkedHashMap<>();

    MailServer(World world) {
        this.world = world;
    }

    /** Messages that it took, in order; the first of each key. */
    List<Channel.Message> messages() {
        return new ArrayList<>(taken.values());
    }

    Map<CommandKey, Channel.Message> taken() {
        return taken;
    }

    /** The server, called by a worker. */
    Channel as(Worker worker) {
        return new Channel() {
            @Override
            public String name() {
                return SimulatedShop.MAIL;
            }

            @Override
            public Capabilities capabilities() {
                Capabilities plain = Capabilities.addressedBy("email");
                return world.weather().deduplicating() ? plain.deduplicatingFor(SimulatedShop.KEY_LIFETIME) : plain;
            }

            @Override
            public Outcome send(Message message) {
                return called(worker, message.key(), () -> {
                    world.laws().arrives(message);
                    taken.putIfAbsent(message.key(), message);
                });
            }
        };
    }

    /** The host's points, called by a worker. */
    CommandHandler<Effect.GrantPoints> points(Worker worker) {
        return (key, effect, customer, at) -> called(worker, key, () -> {});
    }

    private Outcome called(Worker worker, CommandKey key, Runnable doing) {
        worker.point("before the call for " + key.visit());
        world.laws().called(key, worker);
        int mood = world.weather().moody() && !world.isCalm() ? worker.chance().nextInt(100) : 100;
        if (mood < 8) {
            return new Outcome.RetryAfter(Duration.ofSeconds(worker.chance().nextInt(120)), "busy");
        }
        if (mood < 13) {
            throw new IllegalStateException("nothing was done");
        }
        if (mood < 17 && !taken.containsKey(key)) {
            return new Outcome.Rejected("no such mailbox");
        }
        if (mood < 20) {
            return new Outcome.Unknown("no answer, and nothing done");
        }
        doing.run();
        worker.point("after the call for " + key.visit());
        if (mood < 25) {
            throw new IllegalStateException("it was done");
        }
        return mood < 31 ? new Outcome.Unknown("no answer") : new Outcome.Accepted("");
    }
}
