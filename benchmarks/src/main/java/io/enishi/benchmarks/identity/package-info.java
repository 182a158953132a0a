/** Measurements of crm-identity: the graph in memory against a union-find written by hand. */
package io.enishi.benchmarks.identity;
