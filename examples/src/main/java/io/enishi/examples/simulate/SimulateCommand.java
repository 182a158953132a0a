package io.enishi.examples.simulate;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.replay.Progress;
import io.enishi.examples.replay.Replay;
import io.enishi.examples.replay.Rules;
import io.enishi.examples.replay.SimulatedChannel;
import io.enishi.examples.replay.Stopwatch;
import io.enishi.examples.replay.World;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.contact.CostModel;
import io.enishi.scenario.rehearsal.Audience;
import io.enishi.scenario.rehearsal.Costs;
import io.enishi.scenario.rehearsal.CouponValue;
import io.enishi.scenario.rehearsal.History;
import io.enishi.scenario.rehearsal.Rehearsal;
import io.enishi.scenario.rehearsal.RehearsalDiff;
import io.enishi.scenario.rehearsal.RehearsalReport;
import io.enishi.scenario.rehearsal.ResponseRates;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate}: whom scenarios would have reached on a log, and what that would have cost. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs scenarios over a log in virtual time: who would have got what and when, what it would have cost,"
                    + " which caps and",
            "refusals stood in the way. Nothing is sent to anyone. Messages, reactions and coupons that the log holds"
                    + " are left out.",
            "Exit code: 0 everything was read; 1 some lines were rejected; 2 invalid input or definitions."
        })
public final class SimulateCommand implements Callable<Integer> {

    static final int ALL_READ = 0;
    static final int SOME_LINES_REJECTED = 1;
    static final int INVALID = 2;

    /** What messages cost unless the rules say: rough prices of 2025, to be replaced by the shop's own. */
    private static final CostModel USUAL_COSTS = CostModel.none()
            .with("mail", CostModel.Price.each("0.2"))
            .with("line", CostModel.Price.each("3"))
            .with("sms", CostModel.Price.each("10"))
            .with("dm", CostModel.Price.each("110"));

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "scenarios, score models, segments, identity policy, contact rules, shared limits, prices,"
                    + " contents as YAML; the shop's unless given")
    private @Nullable Path rules;

    @Option(names = "--against", paramLabel = "DIR2", description = "other rules: tells what they change")
    private @Nullable Path against;

    @Option(names = "--out", paramLabel = "DIR", description = "write summary.json, summary.txt and CSV files there")
    private @Nullable Path out;

    @Option(
            names = "--response",
            paramLabel = "learned|none",
            description = "what people do with the messages: as the log's own messages were answered (unless said), or"
                    + " nothing")
    private String response = "learned";

    @Option(
            names = "--cost",
            paramLabel = "CHANNEL=YEN",
            description =
                    "what one message costs, such as line=3; the price list of the rules (costs: ...) unless given")
    private Map<String, BigDecimal> costs = new TreeMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "of the audience's chance")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "the result does not depend on it")
    private int threads = Runtime.getRuntime().availableProcessors();

    private final PrintStream console = System.out;
    private final PrintStream complaints = System.err;

    @Override
    public Integer call() throws Exception {
        try {
            return simulate();
        } catch (DefinitionException e) {
            for (Problem problem : e.problems()) {
                complaints.println(problem);
            }
        } catch (NoSuchFileException e) {
            complaints.println(e.getFile() + ": " + (e.getReason() == null ? "no such file" : e.getReason()));
        } catch (IOException e) {
            complaints.println("cannot be read or written: " + e.getMessage());
        }
        return INVALID;
    }

    private int simulate() throws Exception {
        check();
        Stopwatch stopwatch = new Stopwatch();
        List<Channel> channels = SimulatedChannel.silent();
        Rules ours = stopwatch.call("read rules", () -> log.rules("--rules", rules));
        List<CompiledScenario> scenarios = ours.compile(channels);
        Rules theirs = against == null ? null : log.rules("--against", against);
        List<CompiledScenario> changed = theirs == null ? List.of() : theirs.compile(channels);
        World world = stopwatch.call("read the log", log::read);
        AddressNormaliser normaliser = new JapaneseAddressNormaliser();
        History history = history(world, normaliser);
        Audience audience = response.equals("none") ? Audience.silent() : ResponseRates.learnedFrom(world.events());
        RehearsalReport report = stopwatch.call(
                "simulate", () -> rehearse(ours, scenarios, channels, world, history, audience, normaliser));
        SimulationOutput output = new SimulationOutput(report, costs(ours));
        output.print(console);
        if (out != null) {
            output.write(out);
        }
        if (theirs != null) {
            compare(report, theirs, changed, channels, world, history, audience, normaliser);
        }
        stopwatch.phases().forEach((phase, time) -> complaints.printf("%-20s %,9d ms%n", phase, time.toMillis()));
        complaints.printf("%-20s %,9d MB%n", "memory, at most", SimulationOutput.peakMemory() >> 20);
        world.lines().forEachError(5, (line, reason) -> complaints.println("line " + line + ": " + reason));
        return world.lines().errors() > 0 ? SOME_LINES_REJECTED : ALL_READ;
    }

    private void compare(
            RehearsalReport report,
            Rules theirs,
            List<CompiledScenario> changed,
            List<Channel> channels,
            World world,
            History history,
            Audience audience,
            AddressNormaliser normaliser)
            throws IOException {
        RehearsalReport other = rehearse(theirs, changed, channels, world, history, audience, normaliser);
        DiffOutput diff = new DiffOutput(RehearsalDiff.of(report, other));
        diff.print(console);
        if (out != null) {
            new SimulationOutput(other, costs(theirs)).write(out.resolve("against"));
            diff.write(out);
        }
    }

    private void check() {
        if (!response.equals("learned") && !response.equals("none")) {
            throw LogOptions.problem("--response", "must be learned or none, but was \"" + response + '"', "");
        }
        if (threads < 1) {
            throw LogOptions.problem("--threads", "must be at least 1, but was " + threads, "");
        }
        costs.forEach((channel, yen) -> {
            if (yen.signum() < 0 || yen.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
                throw LogOptions.problem("--cost", "must be 0 to 1000000 yen, but was " + yen + " for " + channel, "");
            }
            if (yen.stripTrailingZeros().scale() > 3) {
                throw LogOptions.problem(
                        "--cost", "must have at most three decimals, but was " + yen + " for " + channel, "");
            }
        });
        Path folder = out;
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw LogOptions.problem("--out", folder + ": is no folder", "");
        }
    }

    private Costs costs(Rules of) {
        CostModel prices = of.costs().orElse(USUAL_COSTS);
        for (Map.Entry<String, BigDecimal> said : costs.entrySet()) {
            prices = prices.with(
                    said.getKey(), CostModel.Price.each(said.getValue().toPlainString()));
        }
        return Costs.of(prices);
    }

    private static History history(World world, AddressNormaliser normaliser) {
        List<ConsentStatement> statements = world.statements().stream()
                .flatMap(said -> Replay.consent(said, normaliser).stream())
                .toList();
        return History.of(world.events(), statements).with(world.shopEvents());
    }

    private RehearsalReport rehearse(
            Rules of,
            List<CompiledScenario> scenarios,
            List<Channel> channels,
            World world,
            History history,
            Audience audience,
            AddressNormaliser normaliser) {
        AtomicLong behind = new AtomicLong();
        try (Progress progress = new Progress("Simulating", history.events().size(), complaints)) {
            Rehearsal rehearsal = Rehearsal.of(scenarios)
                    .channels(channels)
                    .wiring(crm -> {
                        of.wireAround(crm);
                        crm.catalog(world.catalog());
                    })
                    .identity(of.identity())
                    .normaliser(normaliser)
                    .zone(world.zone())
                    .audience(audience)
                    .costs(costs(of))
                    .couponValue(CouponValue.learnedFrom(world.events()))
                    .seed(seed)
                    .threads(threads)
                    .progress(events -> progress.at(behind.addAndGet(events)));
            of.quotas(world.zone()).forEach(rehearsal::quota);
            return rehearsal.run(history);
        }
    }
}
