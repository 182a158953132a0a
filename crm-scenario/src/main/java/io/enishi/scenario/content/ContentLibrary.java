package io.enishi.scenario.content;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a shop, checked and compiled; renders messages at their claim. Immutable and thread-safe.
 *
 * <pre>{@code
 * ContentLibrary contents = ContentLibrary.builder()
 *         .directory(Path.of("contents"))
 *         .footer(LegalFooter.parse(Files.readString(Path.of("legal-footer.yaml"))))
 *         .optOutLinks(key -> links.linkFor(key).toString())
 *         .build();
 * Crm crm = Crm.builder("my-shop").renderer(contents) ...
 * }</pre>
 *
 * <p>A send names a content by its id ({@code welcome}) or a variant of it ({@code welcome:short}). The parts by form: mail {@code
 * subject}, {@code preheader}, {@code body} and {@code html}, and {@code opt-out} with a footer; LINE {@code messages} (a JSON object
 * with the array that LINE takes) and {@code body} (the same as plain text); SMS {@code body}; push {@code title}, {@code body},
 * {@code label} and {@code link}; paper one part a block.
 *
 * <p>Advertising by mail or SMS does not leave without a legal footer, and nothing of a proposal leaves before a person approved it.
 */
public final class ContentLibrary implements ContentRenderer {

    private final Map<String, CompiledContent> contents;
    private final Set<String> unapproved;
    private final @Nullable LegalFooter footer;
    private final Function<CommandKey, String> optOutLinks;

    private ContentLibrary(
            Map<String, CompiledContent> contents,
            Set<String> unapproved,
            @Nullable LegalFooter footer,
            Function<CommandKey, String> optOutLinks) {
        this.contents = Collections.unmodifiableMap(new TreeMap<>(contents));
        this.unapproved = Set.copyOf(unapproved);
        this.footer = footer;
        this.optOutLinks = optOutLinks;
    }

    /**
     * A library of contents without a legal footer.
     *
     * @throws DefinitionException with everything that is wrong with any of them
     */
    public static ContentLibrary of(Content... contents) {
        return builder().contents(List.of(contents)).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    // ------------------------------------------------------------------ what is there

    /** Names that a send may use: ids, and {@code id:variant}; without proposals that nobody approved. */
    public Set<String> names() {
        return contents.keySet();
    }

    /** Whether a send may use that name. */
    public boolean knows(String name) {
        return contents.containsKey(name);
    }

    /** The content or variant of that name, as it would be rendered. */
    public Optional<Content> content(String name) {
        return Optional.ofNullable(contents.get(name)).map(compiled -> compiled.content);
    }

    /** @throws IllegalArgumentException if the name is not known */
    public Form form(String name) {
        return compiled(name).content.form();
    }

    /**
     * Whether a channel of that name carries the content's form; true for channels with names of the shop's own.
     *
     * @throws IllegalArgumentException if the content is not known
     */
    public boolean fits(String name, String channel) {
        Form form = form(name);
        return Form.ofChannel(channel).map(form::equals).orElse(true);
    }

    /** @throws IllegalArgumentException if the name is not known */
    public boolean hasFooter(String name) {
        return compiled(name).content.footer();
    }

    /**
     * Whether it shows a coupon, so that its send must carry one.
     *
     * @throws IllegalArgumentException if the name is not known
     */
    public boolean usesCoupon(String name) {
        return compiled(name).usesCoupon();
    }

    /**
     * The variables that it reads, such as {@code profile.name}, without those inside lists.
     *
     * @throws IllegalArgumentException if the name is not known
     */
    public Set<String> variables(String name) {
        return Collections.unmodifiableSet(compiled(name).variables());
    }

    /**
     * What an event that starts a scenario lacks of what the content writes: outside of sections, and without a default.
     *
     * @param types of the events that may start it; none for one that dates start
     * @return a problem for each variable that no such event has, with an empty path; none where a type is the host's own, whose events
     *     have whatever attributes they have
     * @throws IllegalArgumentException if the name is not known
     */
    public List<Problem> lackedBy(String name, Collection<String> types) {
        CompiledContent compiled = compiled(name);
        return compiled.needed().stream()
                .filter(variable -> !compiled.content.defaults().containsKey(variable))
                .sorted()
                .flatMap(variable -> EventVariables.problem(variable, types).stream())
                .toList();
    }

    private CompiledContent compiled(String name) {
        CompiledContent compiled = contents.get(name);
        if (compiled == null) {
            throw new IllegalArgumentException("there is no content \"" + ContentCheck.shown(name) + '"');
        }
        return compiled;
    }

    // ------------------------------------------------------------------ rendering

    @Override
    public Map<String, String> render(SendClaim claim, Effect.Offer offer, @Nullable IssuedCoupon coupon) {
        CompiledContent compiled = contents.get(offer.content());
        if (compiled == null) {
            throw new CannotRender(
                    offer.content(),
                    unapproved.contains(offer.content())
                            ? "it is a proposal that nobody approved"
                            : "there is no such content");
        }
        Form form = compiled.content.form();
        if (!Form.ofChannel(offer.channel()).map(form::equals).orElse(true)) {
            throw new CannotRender(offer.content(), "it is not written for channel " + offer.channel());
        }
        boolean byMailOrSms = form == Form.MAIL || form == Form.SMS;
        if (claim.send().messageClass() == MessageClass.ADVERTISING && byMailOrSms && !compiled.content.footer()) {
            throw new CannotRender(offer.content(), "it advertises without a legal footer");
        }
        LegalFooter shown = compiled.content.footer() ? footer : null;
        return compiled.render(claim, coupon, shown, shown == null ? null : optOutLinks.apply(claim.key()));
    }

    // ------------------------------------------------------------------ building

    /** Collects contents; {@link #build} checks them together. */
    public static final class Builder {
        private final Map<String, List<Content>> bySource = new LinkedHashMap<>();
        private final Problems unreadable = new Problems();
        private Proposals proposals = Proposals.none();
        private @Nullable LegalFooter footer;
        private @Nullable Function<CommandKey, String> optOutLinks;

        private Builder() {}

        public Builder content(Content content) {
            bySource.computeIfAbsent("", source -> new ArrayList<>()).add(content);
            return this;
        }

        public Builder contents(Collection<Content> contents) {
            contents.forEach(this::content);
            return this;
        }

        /**
         * Every file of the directory that ends with {@code .yaml}, {@code .yml} or {@code .json}: one content, or a list of them under
         * {@code contents}. What is wrong with them is told by {@link #build}.
         *
         * @throws IOException if the directory or a file cannot be read
         */
        public Builder directory(Path directory) throws IOException {
            TreeSet<Path> files = new TreeSet<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.{yaml,yml,json}")) {
                all.forEach(files::add);
            }
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                try {
                    bySource.computeIfAbsent(name, source -> new ArrayList<>())
                            .addAll(Content.parseAll(Files.readString(file)));
                } catch (DefinitionException wrong) {
                    unreadable.addAll(name, wrong);
                }
            }
            return this;
        }

        /**
         * Adds the contents and variants of those that are approved. What is not is refused by name when a send asks for it.
         */
        public Builder proposals(Proposals changed) {
            this.proposals = Objects.requireNonNull(changed, "proposals");
            return this;
        }

        /** The shop's; needed as soon as a content ends with it. */
        public Builder footer(LegalFooter changed) {
            this.footer = Objects.requireNonNull(changed, "footer");
            return this;
        }

        /** Makes the link by which the recipient of one message opts out; the footer's address unless set. */
        public Builder optOutLinks(Function<CommandKey, String> changed) {
            this.optOutLinks = Objects.requireNonNull(changed, "optOutLinks");
            return this;
        }

        /**
         * Checks and compiles everything.
         *
         * @throws DefinitionException with everything that is wrong with any content
         */
        public ContentLibrary build() {
            Problems problems = new Problems();
            unreadable.list().forEach(problems::add);
            Map<String, Content> named = new TreeMap<>();
            bySource.forEach((source, contents) -> contents.forEach(content -> {
                String path = source.isEmpty() ? content.id() : source;
                if (source.isEmpty()) { // files were checked when they were read
                    check(content, path, problems);
                }
                add(content, path, named, problems);
            }));
            proposals.approved().forEach(proposal -> add(proposal, named, problems));
            problems.throwIfAny();
            Map<String, CompiledContent> compiled = new TreeMap<>();
            named.values().forEach(content -> {
                compiled.put(content.id(), new CompiledContent(content));
                content.variants().keySet().forEach(variant -> {
                    Content made = content.variant(variant);
                    compiled.put(made.id(), new CompiledContent(made));
                });
            });
            Set<String> unapproved = new TreeSet<>();
            proposals.all().values().stream()
                    .filter(proposal -> !proposal.isApproved())
                    .forEach(proposal -> unapproved.addAll(names(proposal)));
            unapproved.removeAll(compiled.keySet());
            LegalFooter shown = footer;
            Function<CommandKey, String> links = optOutLinks;
            if (links == null) {
                links = key -> shown == null ? "" : shown.optOut();
            }
            return new ContentLibrary(compiled, unapproved, shown, links);
        }

        private static void check(Content content, String path, Problems problems) {
            Problems own = new Problems();
            ContentCheck.check(content, own);
            ContentForm.addAll(problems, path, own.list());
        }

        private void add(Content content, String path, Map<String, Content> named, Problems problems) {
            if (named.putIfAbsent(content.id(), content) != null) {
                problems.add(path, "there is another content " + content.id(), "rename one");
            }
            if (content.footer() && footer == null) {
                problems.add(path, "ends with the legal footer, which the library does not have", "set the footer");
            }
        }

        private void add(Proposal proposal, Map<String, Content> named, Problems problems) {
            String path = "proposals." + proposal.id();
            if (proposal.subject() instanceof Proposal.NewContent made) {
                check(made.content(), path, problems);
                add(made.content(), path, named, problems);
            } else if (proposal.subject() instanceof Proposal.NewVariant made) {
                Content base = named.get(made.content());
                if (base == null) {
                    problems.add(
                            path,
                            "there is no content " + made.content(),
                            Problems.didYouMean(made.content(), named.keySet()));
                } else if (base.variants().containsKey(made.name())) {
                    problems.add(
                            path,
                            "content " + made.content() + " has a variant " + made.name() + " already",
                            "rename one");
                } else {
                    Content changed = base.withVariant(made.name(), made.variant());
                    check(changed, path, problems);
                    named.put(made.content(), changed);
                }
            }
        }

        private static Set<String> names(Proposal proposal) {
            if (proposal.subject() instanceof Proposal.NewVariant made) {
                return Set.of(made.content() + ":" + made.name());
            }
            Set<String> names = new TreeSet<>();
            if (proposal.subject() instanceof Proposal.NewContent made) {
                names.add(made.content().id());
                made.content()
                        .variants()
                        .keySet()
                        .forEach(variant -> names.add(made.content().id() + ":" + variant));
            }
            return names;
        }
    }
}
