"""What goes when a customer takes back that health and belief may be written down."""

from regulars.customers.consents import withdrawal
from regulars.customers.models import Customer
from regulars.notebook import facts


@withdrawal("sensitive")
def forget_health_and_belief(customer: Customer) -> None:
    facts.withdraw(customer)
