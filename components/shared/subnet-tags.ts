/** Tags by which controllers of load balancers find subnets. Source: EKS Best Practices Guide, networking/subnets. */
export const LOAD_BALANCER_TAGS = {
    public: { "kubernetes.io/role/elb": "1" },
    internal: { "kubernetes.io/role/internal-elb": "1" },
    none: {},
} as const;
