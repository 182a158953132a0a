/** Arithmetic of local times and spans, and definitions in words. Not exported: no API for hosts. */
package io.enishi.scenario.internal;
