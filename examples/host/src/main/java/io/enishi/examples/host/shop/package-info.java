/**
 * The shop itself: members, orders, coupons and points in tables of its own. {@link io.enishi.examples.host.shop.OrderDesk} shows the
 * one thing to copy: the order's row and the CRM's event are written in one transaction.
 */
@NullMarked
package io.enishi.examples.host.shop;

import org.jspecify.annotations.NullMarked;
