/** The embedded default: everything in this JVM's memory, under the same contracts as a database. */
package io.enishi.core.memory;
