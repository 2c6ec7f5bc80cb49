/** Addresses of a subnet that AWS wants free. */

/** Of a subnet of the control plane. Source: EKS User Guide, network-reqs: at least six, sixteen recommended. */
export const CONTROL_PLANE_ADDRESSES = { needed: 6, wanted: 16 } as const;

/** Free in each subnet of a load balancer. Source: ELB User Guide, "Subnets for your load balancer". */
export const LOAD_BALANCER_ADDRESSES = 8;
