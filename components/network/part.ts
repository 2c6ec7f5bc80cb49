/** The environment's VPC. */
import type { z } from "zod";

import { type Environment, part } from "../platform/part";
import { defined } from "../shared/defined";
import { noticesOfHub } from "./endpoint-policies";
import { Vpc } from "./vpc";
import { vpcSchema } from "./vpc-schema";
import { checkVpc } from "./vpc-spec";

const words = {
    /**
     * How nodes reach the internet and AWS, and which traffic is logged.
     * @example
     * network: {
     *     nat: "per-zone",
     *     endpoints: ["s3", "ecr.api", "ecr.dkr"],
     *     flowLogs: { kind: "on", trafficType: "REJECT", retentionDays: 30 },
     * },
     */
    network: vpcSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const network = part({
    words,
    phase: "network",
    unread: "left-out",
    plan: ({ settings, shape }: Environment<Reads>) => {
        const { account, clusterName, controlPlaneZones, region, vpcCidr, zones } = settings;
        const spec = {
            ...shape.network,
            account,
            cidr: vpcCidr,
            clusterName,
            controlPlaneZones,
            region,
            zones,
        };
        return [{ name: "network", shapePath: "network", spec }];
    },
    origins: {
        account: "account",
        cidr: "vpcCidr",
        clusterName: "clusterName",
        controlPlaneZones: "controlPlaneZones",
        region: "region",
        zones: "zones",
    },
    check: checkVpc,
    notices: (networks, { settings: { assumeRoleArn } }) =>
        assumeRoleArn === undefined ? [] : networks.flatMap(({ spec }) => noticesOfHub(spec)),
    build: ({ name, spec }, { ground, options }) => {
        const { logsKeyArn } = ground.keys;
        const vpc = new Vpc(name, { ...spec, ...defined({ logsKeyArn }) }, options);
        return { ready: vpc.ready, provides: { vpc } };
    },
});
