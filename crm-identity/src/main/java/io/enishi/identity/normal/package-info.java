/** What sources write, in a form that can be compared: telephone numbers. */
package io.enishi.identity.normal;
