create table shop_order (id varchar(40) primary key, goods_yen bigint not null);
