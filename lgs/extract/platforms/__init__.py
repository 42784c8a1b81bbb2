"""What the large shop systems write into their pages for their own scripts: one file a system."""

from lgs.extract.platforms import (  # noqa: F401  they register signals
    bigcommerce,
    datalayer,
    magento2,
    prestashop,
    salesforce,
    shopify,
    squarespace,
    state,
    vtex,
    woocommerce,
)
