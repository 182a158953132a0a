/** What the packages of crm-scoring share and hosts do not see. */
package io.enishi.scoring.internal;
