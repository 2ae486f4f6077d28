// All that the root entry exports: what `size-limit` weighs.
export * from 'suspendable';
