/**
 * The document layer: JSON and YAML text to and from an immutable neutral tree, and a reader that reports every problem of a
 * definition at once.
 *
 * <p>{@link io.enishi.core.internal.doc.Document} parses and writes; hostile text (deep, long, aliases, duplicate keys, huge
 * numbers) is refused there. {@link io.enishi.core.internal.doc.Node} is the tree. {@link
 * io.enishi.core.internal.doc.DocReader} reads a mapping field by field, remembers what is wrong with it, and builds the value
 * only if nothing is; {@link io.enishi.core.internal.doc.DocWriter} is its counterpart.
 *
 * <pre>{@code
 * record Greeting(String name, Duration every, List<String> topics) {}
 *
 * Greeting greeting = Document.parse(text).read(value -> value.mapping(in -> {
 *     String name = in.name("greeting");
 *     Duration every = in.duration("every", Duration.ofDays(1));
 *     List<String> topics = in.list("topics", DocValue::text);
 *     return in.build(() -> new Greeting(name, every, topics));    // runs only if all fields were right, and none unknown
 * }));
 * }</pre>
 *
 * <p>Until {@code build}, what the getters returned may be placeholders: do not look into it. Shared by the sibling modules
 * through a qualified export; not an API for hosts.
 */
package io.enishi.core.internal.doc;
