/** Contents. */
package io.enishi.scenario.content;
