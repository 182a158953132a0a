/** Arithmetic that several packages of crm-scoring share: special functions, quadrature, Newton's method. Not exported. */
package io.enishi.scoring.internal.numeric;
