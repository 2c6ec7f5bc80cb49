/** Options of add-ons on either host. */
import type { AddonOptions } from "../../components/addons/workloads";

export const ON_FARGATE: AddonOptions = {
    host: "fargate",
    replicas: 1,
    zoneSpread: false,
    volumeTags: { owner: "tests", environment: "dev" },
};

export const ON_NODES: AddonOptions = {
    host: "managed-nodes",
    replicas: 3,
    zoneSpread: true,
    volumeTags: { owner: "tests", environment: "production" },
};
