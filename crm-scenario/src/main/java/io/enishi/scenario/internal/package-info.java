/** Arithmetic of local times and spans, definitions in words, and the words of schemas. Not exported: no API for hosts. */
package io.enishi.scenario.internal;
