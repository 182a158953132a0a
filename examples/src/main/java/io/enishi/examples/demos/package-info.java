/**
 * Short stories that show one idea each, played within a second: {@code java -jar enishi.jar demo FOLDER}. The rules lie as YAML in
 * the story's folder under {@code examples/demos}, beside the output that it prints; what happens to people is told in Java, by the
 * calls that a shop would make.
 */
@NullMarked
package io.enishi.examples.demos;

import org.jspecify.annotations.NullMarked;
