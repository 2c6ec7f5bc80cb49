/** Tags by which controllers of load balancers find subnets. Source: EKS Best Practices Guide, networking/subnets. */
export const LOAD_BALANCER_TAGS = {
    public: { "kubernetes.io/role/elb": "1" },
    internal: { "kubernetes.io/role/internal-elb": "1" },
    none: {},
} as const;

/** Tag by which vpc-cni finds subnets for pods. Source: aws/amazon-vpc-cni-k8s README, "CNI role tag". */
export const CNI_TAG = { "kubernetes.io/role/cni": "1" } as const;
