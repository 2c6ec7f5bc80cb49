/** Who may reach the API server: cases of its endpoint, for the tests of risks. */
import type { Case } from "./case";
import { ENVIRONMENT as E } from "./environment";
import { from, withInputs } from "./world";

/** `cluster` with another vpcConfig. */
function endpoint(config: { readonly [key: string]: boolean | readonly string[] }) {
    const common = {
        subnetIds: [from("subnet", "id")],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
    };
    return withInputs(E.cluster, { vpcConfig: { ...common, ...config } });
}

export const ENDPOINT_CASES: readonly Case[] = [
    {
        title: "the public endpoint closing",
        risks: [
            'high | endpoint-closes | cluster-control-plane | The public endpoint of cluster "cluster-control-plane" closes.',
        ],
        change: { cluster: endpoint({ endpointPublicAccess: false }) },
    },
    {
        title: "the private endpoint closing",
        risks: [
            'high | endpoint-closes | cluster-control-plane | The private endpoint of cluster "cluster-control-plane" closes.',
        ],
        change: { cluster: endpoint({ endpointPrivateAccess: false }) },
    },
    {
        title: "a range that no longer reaches the API",
        risks: [
            'medium | endpoint-closes | cluster-control-plane | Cluster "cluster-control-plane" answers 198.51.100.0/24 no longer.',
        ],
        change: { cluster: endpoint({ publicAccessCidrs: ["203.0.113.0/24"] }) },
    },
    {
        title: "a private API that becomes public",
        risks: [
            'medium | endpoint-opens | cluster-control-plane | The API server of cluster "cluster-control-plane" answers 203.0.113.0/24, where it was private.',
        ],
        given: { cluster: endpoint({ endpointPublicAccess: false }) },
        change: { cluster: endpoint({ publicAccessCidrs: ["203.0.113.0/24"] }) },
    },
    {
        title: "a private API that the whole internet reaches",
        risks: [
            'high | endpoint-opens | cluster-control-plane | The API server of cluster "cluster-control-plane" answers the whole internet, where it was private.',
        ],
        given: { cluster: endpoint({ endpointPublicAccess: false }) },
        change: { cluster: endpoint({}) },
    },
    {
        title: "a public API that the whole internet reaches",
        risks: [
            'high | endpoint-opens | cluster-control-plane | The API server of cluster "cluster-control-plane" answers the whole internet as well.',
        ],
        change: { cluster: endpoint({ publicAccessCidrs: ["0.0.0.0/0"] }) },
    },
    {
        title: "one more range that reaches the API",
        risks: [
            'low | endpoint-opens | cluster-control-plane | The API server of cluster "cluster-control-plane" answers 192.0.2.0/24 as well.',
        ],
        change: {
            cluster: endpoint({ publicAccessCidrs: ["203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24"] }),
        },
    },
];
