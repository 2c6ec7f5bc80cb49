/** The AWS Gateway API Controller: what its role may do with VPC Lattice. */
import assert from "node:assert/strict";

import { LATTICE_ACTIONS } from "../../../components/charts/lattice-actions";
import { latticeController } from "../../../components/charts/lattice-controller";

describe("the role of the AWS Gateway API Controller", () => {
    it("may do with Lattice what the controller calls, by name", () => {
        assert.deepEqual(LATTICE_ACTIONS, [
            "vpc-lattice:CreateAccessLogSubscription",
            "vpc-lattice:CreateListener",
            "vpc-lattice:CreateRule",
            "vpc-lattice:CreateService",
            "vpc-lattice:CreateServiceNetwork",
            "vpc-lattice:CreateServiceNetworkServiceAssociation",
            "vpc-lattice:CreateServiceNetworkVpcAssociation",
            "vpc-lattice:CreateTargetGroup",
            "vpc-lattice:DeleteAccessLogSubscription",
            "vpc-lattice:DeleteAuthPolicy",
            "vpc-lattice:DeleteListener",
            "vpc-lattice:DeleteRule",
            "vpc-lattice:DeleteService",
            "vpc-lattice:DeleteServiceNetwork",
            "vpc-lattice:DeleteServiceNetworkServiceAssociation",
            "vpc-lattice:DeleteServiceNetworkVpcAssociation",
            "vpc-lattice:DeleteTargetGroup",
            "vpc-lattice:DeregisterTargets",
            "vpc-lattice:GetAccessLogSubscription",
            "vpc-lattice:GetAuthPolicy",
            "vpc-lattice:GetListener",
            "vpc-lattice:GetRule",
            "vpc-lattice:GetService",
            "vpc-lattice:GetServiceNetwork",
            "vpc-lattice:GetServiceNetworkServiceAssociation",
            "vpc-lattice:GetServiceNetworkVpcAssociation",
            "vpc-lattice:GetTargetGroup",
            "vpc-lattice:ListAccessLogSubscriptions",
            "vpc-lattice:ListListeners",
            "vpc-lattice:ListRules",
            "vpc-lattice:ListServiceNetworkServiceAssociations",
            "vpc-lattice:ListServiceNetworkVpcAssociations",
            "vpc-lattice:ListServiceNetworks",
            "vpc-lattice:ListServices",
            "vpc-lattice:ListTagsForResource",
            "vpc-lattice:ListTargetGroups",
            "vpc-lattice:ListTargets",
            "vpc-lattice:PutAuthPolicy",
            "vpc-lattice:RegisterTargets",
            "vpc-lattice:TagResource",
            "vpc-lattice:UntagResource",
            "vpc-lattice:UpdateAccessLogSubscription",
            "vpc-lattice:UpdateListener",
            "vpc-lattice:UpdateRule",
            "vpc-lattice:UpdateService",
            "vpc-lattice:UpdateServiceNetwork",
            "vpc-lattice:UpdateServiceNetworkVpcAssociation",
            "vpc-lattice:UpdateTargetGroup",
        ]);
        assert.deepEqual(latticeController.version.value, "v2.1.3");
    });
});
