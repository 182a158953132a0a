/**
 * Reads the YAML files of these examples: {@link io.enishi.examples.yaml.YamlTree} parses one and refuses what would not mean what
 * it seems to (duplicate fields, anchors, aliases) and what no honest file holds (great length or depth).
 *
 * <p>Definitions of the library (conditions, score models, scenarios, policies) have readers of their own; this is for the files
 * around them.
 */
@NullMarked
package io.enishi.examples.yaml;

import org.jspecify.annotations.NullMarked;
