/**
 * What customers bought and kept, once, for everything that is derived from it.
 *
 * <p>{@link io.enishi.scoring.purchase.PurchaseHistory} folds the events of one customer's orders, with what was cancelled and
 * returned, into the {@link io.enishi.scoring.purchase.KeptOrder orders that count}. {@link io.enishi.scoring.purchase.Purchase} is
 * the plain row for those who have a list of orders and no events.
 *
 * <pre>{@code
 * PurchaseHistory history = PurchaseHistory.of(crm.timeline(customer), now);
 * history.orders().forEach(order -> System.out.println(order.at() + " " + order.amount()));
 * }</pre>
 *
 * <p>What it does not do: browsing, carts and loyalty points are no purchases.
 */
package io.enishi.scoring.purchase;
