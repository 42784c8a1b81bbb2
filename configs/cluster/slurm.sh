#!/bin/bash
# All stages as Slurm job arrays: each task does the units of its index, the last one ends the stage.
#
#   LGS_DATA=s3://bucket/set sbatch --array=0-15 configs/cluster/slurm.sh crawl --sites sites.txt --contact you@lab.example
#   sbatch --array=0-15 --dependency=afterany:JOB configs/cluster/slurm.sh label
#
# A task that is lost is started again by Slurm (--requeue) and goes on; the size of the array may be
# another one each time. Where LGS_DATA is a URL, a node's state is checkpointed to it (docs/scale.md);
# a folder must be one that all nodes share.
#SBATCH --job-name=lgs
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=24:00:00
#SBATCH --requeue
#SBATCH --output=lgs-%A-%a.log
set -euo pipefail

stage=${1:?name a stage: crawl, filter, label, stats, classes, export or download}
shift
case $stage in
  download) cores=--processes-count ;;
  *) cores=--workers ;;
esac
[ "$stage" = classes ] || set -- "$@" "$cores" "${SLURM_CPUS_PER_TASK:-1}"

# lgs reads SLURM_ARRAY_TASK_ID, _COUNT and _MIN itself.
exec "${LGS:-lgs}" "$stage" "$@" --data "${LGS_DATA:-lgs-data}"
