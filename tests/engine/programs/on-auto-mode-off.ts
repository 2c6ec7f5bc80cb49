/** dev with Auto Mode switched off in so many words, and everything else of it as it was. */
import { Cluster } from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { transform } from "../../../components/platform/transforms";
import { AUTO_MODE } from "../../support/kinds";
import { build } from "./build";

const off = transform("cluster", Cluster, (inputs) => ({
    ...inputs,
    computeConfig: { enabled: false },
    // eslint-disable-next-line no-restricted-syntax -- makes an input and asserts nothing
    kubernetesNetworkConfig: pulumi.output(inputs.kubernetesNetworkConfig).apply((config) => ({
        ...config,
        elasticLoadBalancing: { enabled: false },
    })),
    storageConfig: { blockStorage: { enabled: false } },
}));

export const outputs = build({ ...AUTO_MODE, transforms: [off] });
