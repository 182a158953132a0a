/**
 * A Japanese shop that never was: two thousand people, eighteen months, every event that an EC team would see.
 *
 * <p>{@link io.enishi.examples.shop.ShopGenerator} draws a {@link io.enishi.examples.shop.Population} (families, shared phones,
 * personas) and lets each person live through {@link io.enishi.examples.shop.LifeStory}: own EC site, a mall, stores with a
 * member card, LINE. The result is a {@link io.enishi.examples.shop.ShopLog}: events in the order in which the shop heard of
 * them (some late, some twice), what each person said about advertising, and, for tests, who really is who.
 *
 * <pre>{@code
 * ShopLog log = ShopGenerator.generate(ShopKnobs.standard());
 * }</pre>
 *
 * <p>The same {@link io.enishi.examples.shop.ShopKnobs} give the same log on every machine. What this package does not do: react
 * to messages (the simulated channels do), or decide anything. All names, numbers and addresses are invented: mail domains end in
 * {@code .example} and the phone numbers are drawn at random.
 */
package io.enishi.examples.shop;
