package io.enishi.examples.replay;

import io.enishi.core.CrmBuilder;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.segment.Segment;
import io.enishi.core.segment.SegmentSpelling;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.yaml.YamlTree;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.CostModel;
import io.enishi.scenario.contact.RecipientLimits;
import io.enishi.scenario.contact.SharedLimits;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.LegalFooter;
import io.enishi.scoring.ScoreModel;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything that decides, read from YAML files. A file is a score model ({@code score-model: ...}), a scenario ({@code scenario:
 * ...}), an identity policy ({@code identity-policy: ...}), limits on contact ({@code contact-rules: ...}), limits that all messages
 * share ({@code limits: [...]}), what messages cost ({@code costs: ...}), a content ({@code content: ...}) or several ({@code
 * contents: [...]}), the legal footer ({@code legal-footer: ...}), a segment ({@code segment: ...}) or several ({@code segments:
 * [...]}).
 */
public final class Rules {

    /** The fields by which a file says what it is. */
    private static final List<String> KINDS = List.of(
            "score-model",
            "scenario",
            "identity-policy",
            "contact-rules",
            "limits",
            "costs",
            "content",
            "contents",
            "legal-footer",
            "segment",
            "segments");

    private static final List<String> SHOP = List.of(
            "rules/shop/engagement.yaml",
            "rules/shop/segments.yaml",
            "rules/shop/identity.yaml",
            "rules/shop/contact.yaml",
            "scenarios/06-welcome.yaml",
            "scenarios/07-second-purchase.yaml",
            "scenarios/13-review-request.yaml",
            "scenarios/16-replenishment.yaml",
            "scenarios/17-dormant.yaml",
            "scenarios/19-birthday.yaml",
            "scenarios/23-high-order.yaml",
            "scenarios/26-line-to-dm.yaml");

    /** For rules that come without a footer: nothing that is rendered here leaves. */
    private static final LegalFooter STAND_IN =
            new LegalFooter("shop", "opt out", "https://shop.example/opt-out", "address", "contact");

    /** All templates but the one that stands in for another on logs of purchases alone. */
    private static final List<String> TEMPLATES = List.of(
            "rules/shop/engagement.yaml",
            "rules/shop/segments.yaml",
            "rules/shop/identity.yaml",
            "rules/shop/contact.yaml",
            "rules/templates/points-balance.yaml",
            "rules/templates/segments.yaml",
            "scenarios/01-cart-abandoned.yaml",
            "scenarios/02-browse-abandoned.yaml",
            "scenarios/03-favourite-low-or-back.yaml",
            "scenarios/04-back-in-stock.yaml",
            "scenarios/05-price-drop.yaml",
            "scenarios/06-welcome.yaml",
            "scenarios/07-second-purchase.yaml",
            "scenarios/08-sample-to-product.yaml",
            "scenarios/09-up-sell-subscription.yaml",
            "scenarios/10-keep-subscription.yaml",
            "scenarios/10-subscription-at-risk.yaml",
            "scenarios/11-win-back-subscriber.yaml",
            "scenarios/12-payment-failed.yaml",
            "scenarios/13-review-request.yaml",
            "scenarios/14-low-score.yaml",
            "scenarios/14-survey.yaml",
            "scenarios/15-cross-sell.yaml",
            "scenarios/16-replenishment-cycle.yaml",
            "scenarios/16-replenishment.yaml",
            "scenarios/17-dormant.yaml",
            "scenarios/18-early-churn.yaml",
            "scenarios/19-birthday.yaml",
            "scenarios/20-points-expiring.yaml",
            "scenarios/21-next-rank.yaml",
            "scenarios/22-vip-early-access.yaml",
            "scenarios/23-high-order.yaml",
            "scenarios/24-package-insert.yaml",
            "scenarios/25-line-friend.yaml",
            "scenarios/25-store-to-ec.yaml",
            "scenarios/26-line-to-dm.yaml",
            "scenarios/27-how-to.yaml",
            "scenarios/28-welcome-by-knowledge.yaml",
            "scenarios/29-vip-story.yaml",
            "scenarios/30-use-your-points.yaml",
            "scenarios/31-near-the-store.yaml",
            "scenarios/32-region-and-gender.yaml",
            "scenarios/33-store-to-site.yaml",
            "scenarios/33-web-to-store.yaml",
            "scenarios/34-service-recovery.yaml",
            "scenarios/35-rich-menu-standard.yaml",
            "scenarios/35-rich-menu-vip.yaml");

    private final List<ScoreModel> models = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Scenario> scenarios = new ArrayList<>();
    /** Which file each scenario stands in, in their order. */
    private final List<String> files = new ArrayList<>();
    /** Which files define what has a name of its own. */
    private final Map<Named, Set<String>> places = new LinkedHashMap<>();
    /** The file of each kind of which there is one. */
    private final Map<String, String> single = new HashMap<>();
    /** Kinds of which something could not be read. */
    private final Set<String> incomplete = new HashSet<>();

    private final List<Content> contents = new ArrayList<>();
    private final List<SharedLimits.Limit> limits = new ArrayList<>();
    private @Nullable LegalFooter footer;
    private @Nullable CostModel costs;
    private @Nullable ContentLibrary library;
    private ContactRules contact = ContactRules.none();
    private @Nullable IdentityPolicy identity;

    private Rules() {}

    /** The generated shop's rules: score, segments, identity and eight scenarios, which share limits on how often people are written to. */
    public static Rules shop() throws IOException {
        return shipped(SHOP);
    }

    /** The shop's score, segments, identity and limits with all templates of scenarios. */
    public static Rules templates() throws IOException {
        return shipped(TEMPLATES);
    }

    private static Rules shipped(List<String> names) throws IOException {
        List<TextFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(TextFile.read(name));
        }
        return read(files);
    }

    /**
     * Reads all files.
     *
     * @throws DefinitionException with every problem of every file; each path begins with the file's name
     */
    public static Rules read(List<TextFile> files) {
        List<Problem> problems = new ArrayList<>();
        Rules rules = readable(files, problems);
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return rules;
    }

    /** Reads what can be read, and adds to {@code problems} what is wrong with the rest. */
    static Rules readable(List<TextFile> files, List<Problem> problems) {
        Rules rules = new Rules();
        for (TextFile file : files) {
            try {
                file.read(text -> rules.add(text, file.name()));
            } catch (DefinitionException e) {
                problems.addAll(e.problems());
            }
        }
        rules.places.forEach((what, where) -> {
            if (where.size() > 1) {
                problems.add(what.definedIn(List.copyOf(where)));
            }
        });
        try {
            rules.library = rules.readLibrary();
        } catch (DefinitionException e) {
            rules.incomplete.add("contents");
            problems.addAll(e.problems());
        }
        return rules;
    }

    private Rules add(String text, String file) {
        String kind = "";
        try {
            kind = kind(YamlTree.object(text));
            take(kind, text, file);
            return this;
        } catch (DefinitionException e) {
            incomplete.addAll(kind.isEmpty() ? KINDS : List.of(kind));
            throw e;
        }
    }

    private static String kind(JsonNode tree) {
        for (String kind : KINDS) {
            if (tree.has(kind)) {
                return kind;
            }
        }
        throw new DefinitionException(
                new Problem("", "tells not what it is", "begin with one of " + String.join(":, ", KINDS) + ":"));
    }

    private void take(String kind, String text, String file) {
        switch (kind) {
            case "score-model" ->
                takeNew("score model", List.of(ScoreModel.parse(text)), ScoreModel::name, file, models);
            case "scenario" -> {
                Scenario scenario = Scenario.parse(text);
                isFirst("scenario", scenario.name(), file);
                scenarios.add(scenario);
                files.add(file);
            }
            case "limits" -> limits.addAll(SharedLimits.parse(text).limits());
            case "content", "contents" -> takeNew("content", Content.parseAll(text), Content::id, file, contents);
            case "segment", "segments" ->
                takeNew("segment", SegmentSpelling.parseAll(text), Segment::name, file, segments);
            default -> {
                once(kind, file);
                takeSingle(kind, text);
            }
        }
    }

    /** What has a name of its own, such as a content, without what another file defined before. */
    private <T> void takeNew(String kind, List<T> read, Function<T, String> name, String file, List<T> all) {
        read.stream().filter(each -> isFirst(kind, name.apply(each), file)).forEach(all::add);
    }

    /** Whether no file before this one defined it. */
    private boolean isFirst(String kind, String name, String file) {
        Set<String> where = places.computeIfAbsent(new Named(kind, name), first -> new LinkedHashSet<>());
        where.add(file);
        return where.iterator().next().equals(file);
    }

    /** Something that is known by its name. */
    private record Named(String kind, String name) {

        Problem definedIn(List<String> files) {
            List<String> others = files.subList(1, files.size());
            return new Problem(
                    files.get(0),
                    "defines the " + kind + " \"" + name + "\", and so " + (others.size() == 1 ? "does " : "do ")
                            + String.join(", ", others),
                    "rename all but one");
        }
    }

    /** What there is one of. */
    private void takeSingle(String kind, String text) {
        switch (kind) {
            case "identity-policy" -> identity = IdentityPolicy.parse(text);
            case "contact-rules" -> contact = ContactRules.parse(text);
            case "costs" -> costs = CostModel.parse(text);
            default -> footer = LegalFooter.parse(text);
        }
    }

    /** The later of two would count, and nobody would know which that is. */
    private void once(String kind, String file) {
        String first = single.putIfAbsent(kind, file);
        if (first != null) {
            throw new DefinitionException(
                    new Problem("", "begins with " + kind + ", and so does " + first, "put them into one"));
        }
    }

    /** Null where the rules hold no contents, or not all that they should: then scenarios may name any. */
    private @Nullable ContentLibrary readLibrary() {
        if (contents.isEmpty() || !isComplete("content", "contents", "legal-footer")) {
            return null;
        }
        return ContentLibrary.builder()
                .contents(contents)
                .footer(footer == null ? STAND_IN : footer)
                .optOutLinks(key -> "https://shop.example/opt-out")
                .build();
    }

    /**
     * Puts the rules and the channels into a CRM.
     *
     * @throws DefinitionException with every problem of every scenario
     */
    CrmBuilder wire(CrmBuilder crm, List<Channel> channels, ZoneId zone) {
        channels.forEach(crm::channel);
        wireAround(crm);
        quotas(zone).forEach(crm::quota);
        compile(channels).forEach(crm::journey);
        return crm.identity(identity());
    }

    /**
     * The scenarios, checked against everything else.
     *
     * @throws DefinitionException with every problem of every scenario
     */
    public List<CompiledScenario> compile(List<Channel> channels) {
        return CompiledScenario.compileAll(scenarios, context(channels));
    }

    /** What scenarios are held against: of what could not be read whole, nothing is taken to be known. */
    ScenarioContext context(List<Channel> channels) {
        ScenarioContext context =
                ScenarioContext.standard().withChannels(channels).withContactRules(contact);
        if (isComplete("segment", "segments")) {
            context = context.withSegments(segments.stream().map(Segment::name).toList());
        }
        if (isComplete("score-model")) {
            context = context.withMetrics(metrics());
        }
        return library == null ? context : context.withContents(library);
    }

    /** Whether everything of these kinds could be read. */
    boolean isComplete(String... kinds) {
        return Stream.of(kinds).noneMatch(incomplete::contains);
    }

    /** Puts what scenarios lean on into a CRM: scores, segments, limits on contact, contents. What all messages share is not among it. */
    public void wireAround(CrmBuilder crm) {
        models.forEach(model -> crm.fold(model.fold()));
        crm.segments(segments);
        crm.contactPolicy(contact);
        if (library != null) {
            crm.renderer(library);
        }
    }

    /** The limits that all messages share, with nothing drawn from them yet; those of tagged sends among them. */
    public List<Quota> quotas(ZoneId zone) {
        Accounts accounts = new InMemoryAccounts();
        List<Quota> quotas = new ArrayList<>(
                new SharedLimits(limits).quotas(accounts, costs == null ? CostModel.none() : costs, zone));
        quotas.add(RecipientLimits.in(accounts));
        return quotas;
    }

    /** What messages cost, where the rules say so. */
    public Optional<CostModel> costs() {
        return Optional.ofNullable(costs);
    }

    /** Who is whom by these rules. */
    public IdentityResolver identity() {
        return identity == null ? IdentityResolver.judgementsOnly() : RuleBasedResolver.of(identity);
    }

    private List<String> metrics() {
        return models.stream()
                .flatMap(model -> model.fold().publishes().stream())
                .toList();
    }

    List<ScoreModel> models() {
        return models;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Which file each scenario stands in, in the order of the scenarios. */
    List<String> files() {
        return files;
    }

    /** Score models, segments, contents and scenarios, counted. */
    public String counts() {
        return counted(scenarios, "scenario") + ", " + counted(segments, "segment") + ", "
                + counted(models, "score model") + ", " + counted(contents, "content");
    }

    private static String counted(List<?> all, String one) {
        return all.size() + " " + one + (all.size() == 1 ? "" : "s");
    }

    /** The scenarios of all files. */
    public List<Scenario> scenarios() {
        return scenarios;
    }
}
