/** Linking the rows of CSV files: {@code enishi.jar link}. */
package io.enishi.examples.link;
