/** aws:fsx/ontapFileSystem:OntapFileSystem */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";
import { firstSubnet, FSX_UNKNOWN, fsxId, fsxOutputs } from "./file-system";

const SCHEMA = "fsx/ontap_file_system";

export const ontapFileSystem: ResourceFacts = {
    type: "aws:fsx/ontapFileSystem:OntapFileSystem",
    id: fsxId,
    outputs: (ctx) => ({
        ...fsxOutputs(ctx, firstSubnet(ctx)),
        endpoints: [
            {
                interclusters: [{ dnsName: `intercluster.${fsxId(ctx)}`, ipAddresses: ["10.0.0.12"] }],
                managements: [{ dnsName: `management.${fsxId(ctx)}`, ipAddresses: ["10.0.0.13"] }],
            },
        ],
        ...defaults(ctx, {
            automaticBackupRetentionDays: 0,
            diskIopsConfiguration: { iops: 0, mode: "AUTOMATIC" },
            endpointIpAddressRange: "",
            haPairs: 1,
            networkType: "IPV4",
            routeTableIds: [],
            deploymentType: "SINGLE_AZ_1",
            preferredSubnetId: "",
            storageCapacity: 1024,
            storageType: "SSD",
            subnetIds: [],
            throughputCapacity: 0,
            throughputCapacityPerHaPair: 0,
        }),
    }),
    outputsEvidence: typings("fsx/ontapFileSystem"),
    unknownAtPreview: {
        value: [
            ...FSX_UNKNOWN,
            "endpoints",
            "diskIopsConfiguration",
            "endpointIpAddressRange",
            "haPairs",
            "networkType",
            "routeTableIds",
            "throughputCapacity",
            "throughputCapacityPerHaPair",
        ],
        ...typings("fsx/ontapFileSystem"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "deploymentType",
                "endpointIpAddressRange",
                "kmsKeyId",
                "preferredSubnetId",
                "securityGroupIds",
                "storageType",
                "subnetIds",
            ],
            provider(SCHEMA, "ResourceOntapFileSystem schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "it has volumes besides the roots of its storage virtual machines, or such machines",
            error: "BadRequest",
            ...unverified("rule in the FSx for ONTAP User Guide, delete-file-system; the text was not seen"),
        },
    ],
};
