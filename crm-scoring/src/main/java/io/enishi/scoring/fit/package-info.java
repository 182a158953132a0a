/**
 * What fitting a model to data answers: {@link io.enishi.scoring.fit.Fit}, with a model and its standard errors, or the reason why
 * the data determine none. Lifetime value and repurchase gaps share it.
 */
package io.enishi.scoring.fit;
